import { QueryScope, windowOf } from './TrafficQuery';
import { windowSeconds } from './windowSeconds';

export const REQUESTS = 'istio_requests_total';
/** What the proxies count for plain TCP, and ztunnel for everything. */
export const CONNECTIONS = 'istio_tcp_connections_opened_total';
export const DURATIONS = 'istio_request_duration_milliseconds_bucket';

/** Growth per second of selected series within the window, summed by some labels. */
export function rateBy(
  labels: string,
  selected: string,
  scope: QueryScope,
): string {
  return `sum by (${labels}) (rate(${selected}[${windowOf(scope)}]))`;
}

/**
 * As `rateBy`, where every single one matters: `rate` sees growth only, so that what happened once in the window, and began a
 * series by that, would be missed. Such series are those without a value at the window's start.
 */
export function everyBy(
  labels: string,
  selected: string,
  scope: QueryScope,
): string {
  const window = windowOf(scope);
  return [
    `${rateBy(labels, selected, scope)} > 0`,
    `sum by (${labels}) (last_over_time(${selected}[${window}]) unless ${selected} offset ${window}) / ${windowSeconds(window)} > 0`,
  ].join(' or ');
}

/** 99th percentile of a selected histogram within the window, by some labels. */
export function quantileBy(
  labels: string,
  selected: string,
  scope: QueryScope,
): string {
  return `histogram_quantile(0.99, ${rateBy(`${labels}, le`, selected, scope)})`;
}
