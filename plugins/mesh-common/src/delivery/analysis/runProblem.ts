import { AnalysisRun, Metric } from '../AnalysisRun';
import { listOf } from '../listOf';
import { metricProblem } from './metricProblem';
import { unresolvedIn } from './resolveArgs';

/**
 * Why the controller cannot carry out a run, in its own words; undefined when it can.
 *
 * Source: argo-rollouts analysis/analysis.go, `reconcileAnalysisRun`.
 */
export function runProblem({ spec }: AnalysisRun): string | undefined {
  const metrics = listOf(spec?.metrics);
  const unresolved = metrics
    .map(metric => unresolvedIn(textsOf(metric), argsOf(spec)))
    .find(tag => tag !== undefined);
  if (unresolved !== undefined) {
    return `Unable to resolve metric arguments: failed to resolve ${unresolved}`;
  }
  const problem =
    metricsProblem(metrics) ??
    ruleProblem('dryRun', spec?.dryRun, metrics) ??
    ruleProblem('measurementRetention', spec?.measurementRetention, metrics);
  return problem && `Analysis spec invalid: ${problem}`;
}

/** A value that is read from elsewhere, as from a Secret, is there for all that is known. */
function argsOf(
  spec: AnalysisRun['spec'],
): { name?: string; value?: string }[] {
  return listOf(spec?.args).map(({ name, value, valueFrom }) => ({
    name,
    value: value ?? (valueFrom ? '' : undefined),
  }));
}

/** Texts in the order in which the controller resolves them. */
function textsOf(metric: Metric): string[] {
  const { provider, ...rest } = metric;
  return [JSON.stringify(rest), JSON.stringify(provider ?? {})];
}

function metricsProblem(metrics: Metric[]): string | undefined {
  if (metrics.length === 0) {
    return 'no metrics specified';
  }
  const names = metrics.map(({ name }) => name);
  for (const [at, metric] of metrics.entries()) {
    if (names.indexOf(metric.name) < at) {
      return `metrics[${at}]: duplicate name '${metric.name}'`;
    }
    const problem = metricProblem(metric);
    if (problem !== undefined) {
      return `metrics[${at}]: ${problem}`;
    }
  }
  return undefined;
}

function ruleProblem(
  field: string,
  rules: readonly { metricName?: string }[] | undefined,
  metrics: Metric[],
): string | undefined {
  const at = listOf(rules).findIndex(
    ({ metricName }) =>
      !metrics.some(({ name }) => namesMetric(metricName, name)),
  );
  return at === -1
    ? undefined
    : `${field}[${at}]: Rule didn't match any metric name(s)`;
}

/** Rules name metrics by regular expressions; one that is none matches nothing. */
export function namesMetric(
  rule: string | undefined,
  metric: string | undefined,
): boolean {
  try {
    return new RegExp(String(rule ?? '')).test(String(metric ?? ''));
  } catch {
    return false;
  }
}
