import { Matcher, promqlSelector } from './promqlSelector';
import { windowSeconds } from './windowSeconds';

/** When, and on which series. */
export interface QueryScope {
  /** Length of the window as Prometheus writes durations. */
  window: string;
  /** Further labels that the series must carry, as where one Prometheus holds several clusters. */
  labels?: Record<string, string>;
}

/** What a query about one workload is about. */
export interface TrafficQuery extends QueryScope {
  target: { namespace: string; workload: string };
}

/** What a query about all workloads behind a Service is about. */
export interface ServiceQuery extends QueryScope {
  service: { namespace: string; name: string };
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
  { target, labels }: TrafficQuery,
  more: readonly Matcher[] = [],
): string {
  return promqlSelector(metric, [
    ['destination_workload', '=', target.workload],
    ['destination_workload_namespace', '=', target.namespace],
    ...matchersOf(labels),
    ...more,
  ]);
}

/**
 * Series of a metric about what is sent to a Service, whichever workload answers.
 *
 * @throws Error when the name of a label is none
 */
export function serviceSeries(
  metric: string,
  { service, labels }: ServiceQuery,
): string {
  return promqlSelector(metric, [
    ['destination_service_name', '=', service.name],
    ['destination_service_namespace', '=', service.namespace],
    ...matchersOf(labels),
  ]);
}

/**
 * Series of a metric about what a target sends, as its own proxies count it.
 *
 * @throws Error when the name of a label is none
 */
export function sentSeries(
  metric: string,
  { target, labels }: TrafficQuery,
  more: readonly Matcher[],
): string {
  return promqlSelector(metric, [
    ['reporter', '=', 'source'],
    ['source_workload', '=', target.workload],
    ['source_workload_namespace', '=', target.namespace],
    ...matchersOf(labels),
    ...more,
  ]);
}

/** Further labels that series must carry, each with one value. */
export function matchersOf(labels: Record<string, string> = {}): Matcher[] {
  return Object.entries(labels).map(([label, value]): Matcher => [
    label,
    '=',
    value,
  ]);
}

/**
 * A window as it stands between brackets.
 *
 * @throws Error when it is not a duration, so that nothing else gets there
 */
export function windowOf({ window }: QueryScope): string {
  windowSeconds(window);
  return window;
}
