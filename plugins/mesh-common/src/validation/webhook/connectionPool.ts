import { Check, Problem, errors } from '../Problem';
import { durationCheck, nanoseconds } from './durations';

export interface ConnectionPool {
  tcp?: {
    maxConnections?: number;
    connectTimeout?: string;
    maxConnectionDuration?: string;
    idleTimeout?: string;
    tcpKeepalive?: { time?: string; interval?: string };
  };
  http?: {
    http1MaxPendingRequests?: number;
    http2MaxRequests?: number;
    maxRequestsPerConnection?: number;
    maxRetries?: number;
    maxConcurrentStreams?: number;
    idleTimeout?: string;
    h2UpgradePolicy?: string;
    useClientProtocol?: boolean;
    http2KeepAlive?: { interval?: string; timeout?: string };
  };
}

/**
 * What Istio says of the connections to a host.
 *
 * Source: istio pkg/config/validation/validation.go, `validateConnectionPool`.
 */
export function connectionPoolProblems(
  pool: ConnectionPool | undefined,
  path: string,
): Problem[] {
  if (pool === undefined) {
    return [];
  }
  return errors(
    [!pool.http && !pool.tcp, path, 'It needs one of tcp and http.'],
    ...httpChecks(pool.http, `${path}.http`),
    ...tcpChecks(pool.tcp, `${path}.tcp`),
  );
}

const COUNTS = [
  'http1MaxPendingRequests',
  'http2MaxRequests',
  'maxRequestsPerConnection',
  'maxRetries',
  'maxConcurrentStreams',
] as const;

function httpChecks(http: ConnectionPool['http'], path: string): Check[] {
  const { http2KeepAlive: keepAlive } = http ?? {};
  const alive = (field: 'interval' | 'timeout'): Check[] => [
    [
      keepAlive !== undefined && keepAlive[field] === undefined,
      `${path}.http2KeepAlive.${field}`,
      'It is required.',
    ],
    durationCheck(keepAlive?.[field], `${path}.http2KeepAlive.${field}`),
  ];
  return [
    ...COUNTS.map((field): Check => [
      (http?.[field] ?? 0) < 0,
      `${path}.${field}`,
      'It must be 0 or more.',
    ]),
    durationCheck(http?.idleTimeout, `${path}.idleTimeout`),
    [
      http?.h2UpgradePolicy === 'UPGRADE' && http.useClientProtocol === true,
      `${path}.useClientProtocol`,
      'It cannot go with h2UpgradePolicy UPGRADE.',
    ],
    ...alive('interval'),
    ...alive('timeout'),
  ];
}

function tcpChecks(tcp: ConnectionPool['tcp'], path: string): Check[] {
  const { idleTimeout, tcpKeepalive } = tcp ?? {};
  // None at all is what 0 stands for here.
  const isOff = Math.trunc((nanoseconds(idleTimeout ?? '') ?? 1e6) / 1e6) === 0;
  return [
    [
      (tcp?.maxConnections ?? 0) < 0,
      `${path}.maxConnections`,
      'It must be 0 or more.',
    ],
    durationCheck(tcp?.connectTimeout, `${path}.connectTimeout`),
    durationCheck(tcp?.maxConnectionDuration, `${path}.maxConnectionDuration`),
    durationCheck(isOff ? undefined : idleTimeout, `${path}.idleTimeout`),
    durationCheck(tcpKeepalive?.time, `${path}.tcpKeepalive.time`),
    durationCheck(tcpKeepalive?.interval, `${path}.tcpKeepalive.interval`),
  ];
}
