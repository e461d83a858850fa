import { AnalysisRun, Metric } from '../AnalysisRun';
import { resolveArgs } from './resolveArgs';

type Args = NonNullable<AnalysisRun['spec']>['args'];

/** The kind of provider that a metric asks; undefined when it names none. */
export function metricProvider({ provider }: Metric): string | undefined {
  return isObject(provider) ? Object.keys(provider)[0] : undefined;
}

/**
 * What a metric asks its provider, with the values of the run's arguments, for people to read. Undefined for a provider
 * that is not asked a query, such as a job.
 *
 * Source: argo-rollouts ui/src/app/components/analysis-modal/transforms.ts, `metricQueries`.
 */
export function metricQueries(
  metric: Metric,
  args: Args,
): string[] | undefined {
  const kind = metricProvider(metric);
  const asked = kind === undefined ? undefined : metric.provider?.[kind];
  if (!isObject(asked)) {
    return undefined;
  }
  switch (kind) {
    case 'datadog':
      return datadogQueries(asked, args);
    case 'cloudWatch':
      return Array.isArray(asked.metricDataQueries)
        ? asked.metricDataQueries.map(query => JSON.stringify(query))
        : undefined;
    default:
      return typeof asked.query === 'string'
        ? [resolveArgs(asked.query, args)]
        : undefined;
  }
}

/** Several queries have names, which the formula that joins them uses. */
function datadogQueries(
  { query, queries, formula }: Record<string, unknown>,
  args: Args,
): string[] | undefined {
  const joined = typeof formula === 'string' ? `, formula: ${formula}` : '';
  if (typeof query === 'string') {
    const resolved = resolveArgs(query, args);
    return [joined === '' ? resolved : `query: ${resolved}${joined}`];
  }
  if (!isObject(queries)) {
    return undefined;
  }
  const resolved = Object.entries(queries).map(
    ([name, one]) => [name, resolveArgs(String(one), args)] as const,
  );
  return joined === ''
    ? resolved.map(([, one]) => one)
    : [`queries: ${JSON.stringify(Object.fromEntries(resolved))}${joined}`];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
