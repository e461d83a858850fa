import { QueryScope, windowOf } from './TrafficQuery';

export const REQUESTS = 'istio_requests_total';
export const DURATIONS = 'istio_request_duration_milliseconds_bucket';

/** Growth per second of selected series within the window, summed by some labels. */
export function rateBy(
  labels: string,
  selected: string,
  scope: QueryScope,
): string {
  return `sum by (${labels}) (rate(${selected}[${windowOf(scope)}]))`;
}

/** 99th percentile of a selected histogram within the window, by some labels. */
export function quantileBy(
  labels: string,
  selected: string,
  scope: QueryScope,
): string {
  return `histogram_quantile(0.99, ${rateBy(`${labels}, le`, selected, scope)})`;
}
