import { AnalysisRun, Measurement } from '../AnalysisRun';
import { listOf } from '../listOf';

/** One point of a line: the moment of a measurement, and its number; null where it measured none, as without traffic. */
export interface SeriesPoint {
  at: string;
  value: number | null;
  phase?: string;
}

/** Measurements of a metric as lines to plot, with the limits that its conditions set. */
export interface MetricSeries {
  metric: string;
  /** One line for each number of the result; its name is empty when the result is one number. */
  lines: { name: string; points: SeriesPoint[] }[];
  /** Values that the conditions compare with, each with what it bounds. */
  thresholds: { name: string; value: number; bounds: 'success' | 'failure' }[];
}

/** `result`, `result[0]` or `result.name`, compared with a number. */
const COMPARISON =
  /\bresult(?:\[(\d+)\]|\.(\w+))?\s*(?:>=?|<=?|==)\s*(-?\d*\.?\d+)(?![\w.])/g;

/**
 * The series of every metric of a run that measured numbers; metrics of text or of jobs have none. A number that is no
 * number (NaN, infinite) is a gap in the line, and not a zero, and so is a query that failed.
 */
export function metricSeries(run: AnalysisRun): MetricSeries[] {
  return listOf(run.status?.metricResults).flatMap(result => {
    const readings = listOf(result.measurements).flatMap(measurement => {
      const at = measurement.finishedAt ?? measurement.startedAt;
      const numbers = numbersIn(measurement);
      return at === undefined
        ? []
        : [{ at, phase: measurement.phase, numbers }];
    });
    const names = [
      ...new Set(
        readings.flatMap(({ numbers }) => [...(numbers?.keys() ?? [])]),
      ),
    ];
    const lines = names.map(name => ({
      name,
      points: readings.map(({ at, phase, numbers }) => ({
        at,
        value: numbers?.get(name) ?? null,
        phase,
      })),
    }));
    return lines.some(({ points }) =>
      points.some(({ value }) => value !== null),
    )
      ? [
          {
            metric: result.name ?? '',
            lines,
            thresholds: thresholdsOf(run, result.name),
          },
        ]
      : [];
  });
}

/** The numbers of a result by name; null for one that is no number. Undefined for a result that has no numbers. */
function numbersIn({
  value,
}: Measurement): Map<string, number | null> | undefined {
  if (typeof value !== 'string' || value.trim() === '') {
    return undefined;
  }
  const single = toNumber(value.trim());
  if (single !== undefined) {
    return new Map([['', single]]);
  }
  // Prometheus results are written as Go prints a list, where NaN and Inf are no JSON.
  const list = /^\[(.*)\]$/.exec(value.trim())?.[1];
  if (list !== undefined && !list.includes('[') && !list.includes('{')) {
    const members = list.split(',').map(member => toNumber(member.trim()));
    return members.every(member => member !== undefined)
      ? new Map(
          members.map((member, at) => [
            members.length === 1 ? '' : `${at}`,
            member,
          ]),
        )
      : undefined;
  }
  return numbersOfObject(value);
}

function numbersOfObject(
  value: string,
): Map<string, number | null> | undefined {
  try {
    const parsed: unknown = JSON.parse(value);
    if (
      typeof parsed !== 'object' ||
      parsed === null ||
      Array.isArray(parsed)
    ) {
      return undefined;
    }
    const numbers = Object.entries(parsed).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number',
    );
    return numbers.length > 0 ? new Map(numbers) : undefined;
  } catch {
    return undefined;
  }
}

function toNumber(text: string): number | null | undefined {
  if (/^(null|[+-]?(NaN|Inf|Infinity))$/i.test(text)) {
    return null;
  }
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)
    ? Number(text)
    : undefined;
}

function thresholdsOf(
  { spec }: AnalysisRun,
  metric: string | undefined,
): MetricSeries['thresholds'] {
  const asked = listOf(spec?.metrics).find(({ name }) => name === metric);
  const args = new Map(
    listOf(spec?.args).map(({ name, value }) => [name, value]),
  );
  const inCondition = (
    condition: string | undefined,
    bounds: 'success' | 'failure',
  ) =>
    [
      ...String(condition ?? '')
        .replace(/\{\{\s*args\.([\w-]+)\s*\}\}/g, (whole, name: string) =>
          String(args.get(name) ?? whole),
        )
        .matchAll(COMPARISON),
    ].map(([, index, key, value]) => ({
      name: key ?? (index === undefined || index === '0' ? '' : index),
      value: Number(value),
      bounds,
    }));
  return [
    ...inCondition(asked?.successCondition, 'success'),
    ...inCondition(asked?.failureCondition, 'failure'),
  ];
}
