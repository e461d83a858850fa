import { Matcher, promqlSelector } from './promqlSelector';
import { windowSeconds } from './windowSeconds';

/** What a query is about. */
export interface TrafficQuery {
  target: { namespace: string; workload: string };
  /** Length of the window as Prometheus writes durations. */
  window: string;
  /** Further labels that the series must carry, as where one Prometheus holds several clusters. */
  labels?: Record<string, string>;
}

/**
 * Series of a metric about what a target receives.
 *
 * Metric and label names: istio pilot/pkg/model/telemetry.go.
 *
 * @throws Error when the name of a label is none
 */
export function targetSeries(
  metric: string,
  { target, labels = {} }: TrafficQuery,
  more: readonly Matcher[] = [],
): string {
  return promqlSelector(metric, [
    ['destination_workload', '=', target.workload],
    ['destination_workload_namespace', '=', target.namespace],
    ...Object.entries(labels).map(([label, value]): Matcher => [
      label,
      '=',
      value,
    ]),
    ...more,
  ]);
}

/**
 * A window as it stands between brackets.
 *
 * @throws Error when it is not a duration, so that nothing else gets there
 */
export function windowOf({ window }: TrafficQuery): string {
  windowSeconds(window);
  return window;
}
