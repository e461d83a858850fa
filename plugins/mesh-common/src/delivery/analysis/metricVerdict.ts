import { MetricResult } from '../AnalysisRun';
import { listOf } from '../listOf';

/** What a metric may fail before it decides; numbers can stand as text in a template. */
export interface MetricLimits {
  count?: number | string;
  failureLimit?: number | string;
  inconclusiveLimit?: number | string;
  consecutiveErrorLimit?: number | string;
  consecutiveSuccessLimit?: number | string;
  interval?: string;
}

export interface MetricVerdict {
  phase:
    'Pending' | 'Running' | 'Successful' | 'Failed' | 'Error' | 'Inconclusive';
  /** Which limit was passed, as the controller says it. */
  reason?: string;
}

/** How many queries may fail one after the other. */
const CONSECUTIVE_ERRORS = 4;

/**
 * The verdict on a metric by its counts. Bad values, values that decide nothing and failed queries have limits of their
 * own; of several that are passed the last of the three decides.
 *
 * @param terminating - that the run was asked to end: then a metric that is not bad so far is good
 *
 * Source: argo-rollouts analysis/analysis.go, `assessMetricStatus`, `assessMetricFailureInconclusiveOrError`.
 */
export function metricVerdict(
  metric: MetricLimits,
  result: MetricResult,
  terminating: boolean,
): MetricVerdict {
  const last = listOf(result.measurements).at(-1);
  if (!last) {
    return { phase: terminating ? 'Successful' : 'Pending' };
  }
  if (last.phase === 'Running' || last.phase === 'Pending') {
    return { phase: 'Running' };
  }
  const passed = limitPassed(metric, result);
  if (passed) {
    return passed;
  }
  const enough = toNumber(metric.consecutiveSuccessLimit) ?? 0;
  if (enough > 0 && (result.consecutiveSuccess ?? 0) >= enough) {
    return { phase: 'Successful' };
  }
  const count = toNumber(metric.count) ?? (metric.interval ? 0 : 1);
  if (count > 0 && (result.count ?? 0) >= count) {
    return { phase: afterLast(metric, enough) };
  }
  return { phase: terminating ? 'Successful' : 'Running' };
}

/** A metric that was to see good values one after the other, and did not, has not shown what it was asked to. */
function afterLast(
  { failureLimit }: MetricLimits,
  enough: number,
): MetricVerdict['phase'] {
  if (enough <= 0) {
    return 'Successful';
  }
  return (toNumber(failureLimit) ?? 0) < 0 ? 'Failed' : 'Inconclusive';
}

/** The limit that the counts passed; undefined when none was. Of several the gravest kind of them decides. */
export function limitPassed(
  metric: MetricLimits,
  result: MetricResult,
): MetricVerdict | undefined {
  const { failed = 0, inconclusive = 0, consecutiveError = 0 } = result;
  const failures = toNumber(metric.failureLimit) ?? 0;
  const undecided = toNumber(metric.inconclusiveLimit) ?? 0;
  const errors = toNumber(metric.consecutiveErrorLimit) ?? CONSECUTIVE_ERRORS;
  if (consecutiveError > errors) {
    return {
      phase: 'Error',
      reason: `consecutiveErrors (${consecutiveError}) > consecutiveErrorLimit (${errors})`,
    };
  }
  if (inconclusive > undecided) {
    return {
      phase: 'Inconclusive',
      reason: `inconclusive (${inconclusive}) > inconclusiveLimit (${undecided})`,
    };
  }
  // A negative limit switches it off.
  return failures >= 0 && failed > failures
    ? {
        phase: 'Failed',
        reason: `failed (${failed}) > failureLimit (${failures})`,
      }
    : undefined;
}

function toNumber(value: number | string | undefined): number | undefined {
  const number = Number(value ?? NaN);
  return Number.isFinite(number) ? number : undefined;
}
