import { DURATIONS, quantileBy, rateBy, REQUESTS } from './expressions';
import { Matcher } from './promqlSelector';
import { targetSeries, TrafficQuery, windowOf } from './TrafficQuery';
import { windowSeconds } from './windowSeconds';

const CONNECTIONS = 'istio_tcp_connections_opened_total';
const CALLER =
  'reporter, source_workload, source_workload_namespace, source_principal, connection_security_policy';

const plaintext: readonly Matcher[] = [
  ['reporter', '=~', 'destination|waypoint'],
  ['connection_security_policy', '!=', 'mutual_tls'],
];

/** Requests per second by caller, HTTP and gRPC. */
export function httpCallers(query: TrafficQuery): string {
  return byCaller(REQUESTS, query);
}

/** Connections per second by caller: what the proxies count for plain TCP, and ztunnel for everything. */
export function tcpCallers(query: TrafficQuery): string {
  return byCaller(CONNECTIONS, query);
}

/** Requests per second by reporter and response code. */
export function responseCodes(query: TrafficQuery): string {
  return rateBy(
    'reporter, response_code',
    targetSeries(REQUESTS, query),
    query,
  );
}

/** 99th percentile of the request duration in milliseconds, by reporter. */
export function p99(query: TrafficQuery): string {
  return quantileBy('reporter', targetSeries(DURATIONS, query), query);
}

/** Requests per second by reporter and what the connection was secured with. */
export function httpSecurity(query: TrafficQuery): string {
  return rateBy(
    'reporter, connection_security_policy',
    targetSeries(REQUESTS, query),
    query,
  );
}

/** Connections per second by reporter and what they were secured with; in ambient without a waypoint there is nothing else. */
export function tcpSecurity(query: TrafficQuery): string {
  return rateBy(
    'reporter, connection_security_policy',
    targetSeries(CONNECTIONS, query),
    query,
  );
}

/**
 * Callers over HTTP whose connections were not mutual TLS, which STRICT would refuse. The sending end does not know and
 * always says `unknown`, so only receivers are asked.
 */
export function plaintextHttpCallers(query: TrafficQuery): string {
  return byCaller(REQUESTS, query, plaintext);
}

/** The same over TCP, where ztunnel writes `unknown` for plaintext and never `none`. */
export function plaintextTcpCallers(query: TrafficQuery): string {
  return byCaller(CONNECTIONS, query, plaintext);
}

/**
 * Connections per second that ztunnel refused by a policy, by who came. That this counter carries the flag was read in its code
 * and not seen on a running one, so no series is no proof that nothing was refused.
 */
export function ztunnelDenials(query: TrafficQuery): string {
  return rateBy(
    'source_principal',
    targetSeries(CONNECTIONS, query, [
      ['reporter', '=', 'destination'],
      ['response_flags', '=', 'DENY'],
    ]),
    query,
  );
}

/**
 * `rate` sees growth only, so a caller that called once in the window, whose series began with that request, would be
 * missed, and a policy that cuts it off would look safe. Such series are those without a value at the window's start.
 */
function byCaller(
  metric: string,
  query: TrafficQuery,
  more: readonly Matcher[] = [],
): string {
  const window = windowOf(query);
  const selected = targetSeries(metric, query, more);
  return [
    `${rateBy(CALLER, selected, query)} > 0`,
    `sum by (${CALLER}) (last_over_time(${selected}[${window}]) unless ${selected} offset ${window}) / ${windowSeconds(window)} > 0`,
  ].join(' or ');
}
