import { MetricSeries } from '@onmesh/plugin-mesh-common';
import { plural } from '../words/formatNumber';

/** A chart in a sentence: how many measurements, between which values, and their limits. */
export function describeSeries({ lines, thresholds }: MetricSeries): string {
  const said = lines.map(({ name, points }) => {
    const values = points.flatMap(({ value }) =>
      value === null ? [] : [value],
    );
    const least = Math.min(...values);
    const most = Math.max(...values);
    const range = least === most ? `all ${least}` : `${least} to ${most}`;
    const missing = points.length - values.length;
    return [
      `${name === '' ? '' : `${name}: `}${plural(values.length, 'measurement')}, ${range}`,
      ...(missing > 0 ? [`${missing} without a value`] : []),
    ].join(', ');
  });
  const limits = thresholds.map(
    ({ value, bounds }) =>
      `limit of ${bounds === 'success' ? 'what passes' : 'what fails'}: ${value}`,
  );
  return [...said, ...limits].join('; ');
}
