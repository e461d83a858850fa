import { Metric } from '../AnalysisRun';
import { durationSeconds } from '../durationSeconds';

/**
 * Why the controller refuses a metric, in its own words; undefined when it takes it.
 *
 * Source: argo-rollouts utils/analysis/factory.go, `ValidateMetric`.
 */
export function metricProblem(metric: Metric): string | undefined {
  return limitProblem(metric) ?? timeProblem(metric) ?? providerProblem(metric);
}

function limitProblem(metric: Metric): string | undefined {
  const count = whole(metric.count);
  const failures = whole(metric.failureLimit);
  const successes = whole(metric.consecutiveSuccessLimit);
  const undecided = whole(metric.inconclusiveLimit);
  if (successes < 0) {
    return 'consecutiveSuccessLimit must be >= 0';
  }
  if (failures < -1) {
    return 'failureLimit must be >= 0, or -1 to be disabled';
  }
  if (successes === 0 && failures === -1) {
    return 'failureLimit and consecutiveSuccessLimit cannot both be disabled';
  }
  if (undecided < 0) {
    return 'inconclusiveLimit must be >= 0';
  }
  if (whole(metric.consecutiveErrorLimit) < 0) {
    return 'consecutiveErrorLimit must be >= 0';
  }
  if (count <= 0) {
    return undefined;
  }
  if (failures >= 0 && count < failures + successes) {
    return `count (${count}) must be >= failureLimit + consecutiveSuccessLimit (${failures} + ${successes}) if both >= 0`;
  }
  if (failures < 0 && count < successes) {
    return 'count must be >= consecutiveSuccessLimit';
  }
  return count < undecided ? 'count must be >= inconclusiveLimit' : undefined;
}

function timeProblem(metric: Metric): string | undefined {
  const { interval, initialDelay } = metric;
  if (whole(metric.count) > 1 && !interval) {
    return 'interval must be specified when count > 1';
  }
  if (interval && durationSeconds(interval) === undefined) {
    return `invalid interval string: ${interval}`;
  }
  return initialDelay && durationSeconds(initialDelay) === undefined
    ? `invalid startDelay string: ${initialDelay}`
    : undefined;
}

function providerProblem({ provider }: Metric): string | undefined {
  const count = Object.keys(provider ?? {}).length;
  if (count === 0) {
    return 'no provider specified';
  }
  return count > 1 ? 'multiple providers specified' : undefined;
}

function whole(value: number | string | undefined): number {
  const number = Number(value ?? 0);
  return Number.isFinite(number) ? Math.trunc(number) : 0;
}
