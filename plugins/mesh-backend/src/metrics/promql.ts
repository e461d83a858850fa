import { Target } from '@onmesh/plugin-mesh-common';

/** What a query is about. */
export interface TrafficQuery {
  target: Pick<Target, 'namespace' | 'workload'>;
  /** Length of the window as Prometheus writes durations. */
  window: string;
  /** Further labels that the series must carry, as where one Prometheus holds several clusters. */
  labels?: Record<string, string>;
}

const CALLER =
  'reporter, source_workload, source_workload_namespace, source_principal, connection_security_policy';

/**
 * Requests per second by caller, HTTP and gRPC.
 *
 * Metric and label names: istio pilot/pkg/model/telemetry.go.
 */
export function httpCallers(query: TrafficQuery): string {
  return byCaller('istio_requests_total', query);
}

/** Connections per second by caller: what the proxies count for plain TCP, and ztunnel for everything. */
export function tcpCallers(query: TrafficQuery): string {
  return byCaller('istio_tcp_connections_opened_total', query);
}

/** Requests per second by reporter and response code. */
export function responseCodes(query: TrafficQuery): string {
  return `sum by (reporter, response_code) (rate(${series('istio_requests_total', query)}[${query.window}]))`;
}

/** 99th percentile of the request duration in milliseconds, by reporter. */
export function p99(query: TrafficQuery): string {
  return `histogram_quantile(0.99, sum by (reporter, le) (rate(${series('istio_request_duration_milliseconds_bucket', query)}[${query.window}])))`;
}

/**
 * `rate` sees growth only, so a caller that called once in the window, whose series began with that request, would be
 * missed, and a policy that cuts it off would look safe. Such series are those without a value at the window's start.
 */
function byCaller(metric: string, query: TrafficQuery): string {
  const { window } = query;
  const selected = series(metric, query);
  return [
    `sum by (${CALLER}) (rate(${selected}[${window}])) > 0`,
    `sum by (${CALLER}) (last_over_time(${selected}[${window}]) unless ${selected} offset ${window}) / ${durationSeconds(window)} > 0`,
  ].join(' or ');
}

function series(metric: string, { target, labels }: TrafficQuery): string {
  const matchers = Object.entries({
    destination_workload: target.workload,
    destination_workload_namespace: target.namespace,
    ...labels,
  }).map(([name, value]) => `${name}="${escapeLabelValue(value)}"`);
  return `${metric}{${matchers.join(',')}}`;
}

/** A label value as it stands between double quotes in PromQL. */
export function escapeLabelValue(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n');
}

const UNITS = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/**
 * Seconds of a duration with one unit: `30m`, `24h`.
 *
 * @throws Error when it is not one
 */
export function durationSeconds(duration: string): number {
  const match = /^([1-9]\d{0,5})([smhdw])$/.exec(duration);
  const unit = match?.[2];
  if (unit && isUnit(unit)) {
    return Number(match[1]) * UNITS[unit];
  }
  throw new Error(
    `"${duration}" is not a duration; write a number and one of s, m, h, d, w, such as 30m`,
  );
}

function isUnit(unit: string): unit is keyof typeof UNITS {
  return unit in UNITS;
}
