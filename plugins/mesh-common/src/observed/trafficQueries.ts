import {
  CONNECTIONS,
  DURATIONS,
  everyBy,
  quantileBy,
  rateBy,
  REQUESTS,
} from './expressions';
import { Matcher } from './promqlSelector';
import { targetSeries, TrafficQuery } from './TrafficQuery';

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

/** A caller that called once would be missed otherwise, and a policy that cuts it off would look safe. */
function byCaller(
  metric: string,
  query: TrafficQuery,
  more: readonly Matcher[] = [],
): string {
  return everyBy(CALLER, targetSeries(metric, query, more), query);
}
