import { MetricSeries } from '@onmesh/plugin-mesh-common';

/** Where things are in a chart: x from 0 to `width`, y from 0 at the top to `height`. */
export interface ChartGeometry {
  /** Unbroken pieces of line; a gap in the measurements ends one. Each is the `points` of a polyline. */
  segments: string[];
  /** Measurements with a gap on both sides, which no line would show. */
  dots: { x: number; y: number }[];
  thresholds: { y: number; bounds: 'success' | 'failure' }[];
}

/**
 * Lays a series out over time, with everything that it is compared with in sight. A single moment stands in the middle,
 * and so does a value that never changes.
 */
export function chartGeometry(
  { lines, thresholds }: MetricSeries,
  { width, height }: { width: number; height: number },
): ChartGeometry {
  const points = lines.flatMap(line => line.points);
  const x = scale(
    points.map(({ at }) => Date.parse(at)),
    width,
  );
  const up = scale(
    [
      ...points.flatMap(({ value }) => (value === null ? [] : [value])),
      ...thresholds.map(({ value }) => value),
    ],
    height,
  );
  const pieces = lines.flatMap(line =>
    unbroken(line.points).map(piece =>
      piece.map(({ at, value }) => ({
        x: x(Date.parse(at)),
        y: height - up(value),
      })),
    ),
  );
  return {
    segments: pieces
      .filter(piece => piece.length > 1)
      .map(piece => piece.map(point => `${point.x},${point.y}`).join(' ')),
    dots: pieces.filter(piece => piece.length === 1).flat(),
    thresholds: thresholds.map(({ value, bounds }) => ({
      y: height - up(value),
      bounds,
    })),
  };
}

function unbroken(
  points: MetricSeries['lines'][number]['points'],
): { at: string; value: number }[][] {
  const pieces: { at: string; value: number }[][] = [[]];
  for (const { at, value } of points) {
    if (value === null) {
      pieces.push([]);
    } else {
      pieces[pieces.length - 1].push({ at, value });
    }
  }
  return pieces.filter(piece => piece.length > 0);
}

function scale(values: number[], size: number): (value: number) => number {
  const least = Math.min(...values);
  const range = Math.max(...values) - least;
  return value =>
    range === 0 ? size / 2 : Math.round(((value - least) / range) * size);
}
