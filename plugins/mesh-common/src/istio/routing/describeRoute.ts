import { describeEvidence } from '../../status/Evidence';
import { ConnectionPoolSettings, OutlierDetection } from './DestinationRule';
import { DestinationBehaviour } from './destinationBehaviour';
import { EffectiveRetries } from './effectiveRetries';
import { defaultClusterDomain } from './hostNames';
import { HostRoutes, RouteBehaviour } from './hostRoutes';

/** Why a destination leads nowhere, to follow its name. */
const DANGLING = {
  'host-not-found': 'which does not exist',
  'port-not-found': 'which has no such port',
  'subset-not-found': 'a subset that nobody defines for these callers',
} as const satisfies Record<
  NonNullable<DestinationBehaviour['dangling']>,
  string
>;

/** What becomes of the requests of a route, a phrase for each destination: `80 % cart.shop:80, subset v1`. */
export function describeDestinations(
  route: Pick<RouteBehaviour, 'action' | 'destinations' | 'mirrors'>,
): string[] {
  const { action, destinations, mirrors } = route;
  const copies = mirrors.map(mirror => `copies to ${describe(mirror)}`);
  switch (action) {
    case 'redirect':
      return ['redirected', ...copies];
    case 'direct-response':
      return ['answered by the proxy itself', ...copies];
    default:
      return [...destinations.map(withShare), ...copies];
  }
}

/** `2 retries, each within 1s`. */
export function describeRetries(retries: EffectiveRetries | undefined): string {
  if (retries === undefined) {
    return 'no retries';
  }
  const { attempts, perTryTimeout, byDefault } = retries;
  const tries = `${attempts} ${attempts === 1 ? 'retry' : 'retries'}`;
  if (byDefault) {
    return `${tries} by default`;
  }
  return perTryTimeout ? `${tries}, each within ${perTryTimeout}` : tries;
}

/** The limits on the way to a destination, a phrase each; none means that there are none but Envoy's own. */
export function describeLimits({
  connectionPool,
  outlierDetection,
}: Pick<
  DestinationBehaviour,
  'connectionPool' | 'outlierDetection'
>): string[] {
  return [
    ...(connectionPool ? ofPool(connectionPool) : []),
    ...(outlierDetection ? ofOutliers(outlierDetection) : []),
  ];
}

/** Other VirtualServices that mean the same host, a sentence each: those without effect, and those in force for a spelling. */
export function describeRivals({
  shadowed,
  byOtherNames,
}: Pick<HostRoutes, 'shadowed' | 'byOtherNames'>): string[] {
  return [
    ...shadowed.map(
      rival =>
        `${describeEvidence(rival)} has routes for the host too, and no effect.`,
    ),
    ...byOtherNames.map(
      ({ name, decidedBy }) =>
        `Whoever calls it ${name} follows ${describeEvidence(decidedBy)} instead.`,
    ),
  ];
}

function withShare(destination: DestinationBehaviour): string {
  const { percent } = destination;
  const share =
    percent === undefined
      ? 'unknown share'
      : `${Math.round(percent * 10) / 10} %`;
  return `${share} ${describe(destination)}`;
}

function describe(destination: DestinationBehaviour): string {
  const { hostname, port, subset, dangling } = destination;
  const suffix = `.svc.${defaultClusterDomain}`;
  const host = hostname.endsWith(suffix)
    ? hostname.slice(0, -suffix.length)
    : hostname;
  return [
    `${host}:${port}`,
    ...(subset === undefined ? [] : [`subset ${subset}`]),
    ...(dangling === undefined ? [] : [DANGLING[dangling]]),
  ].join(', ');
}

function ofPool({ tcp, http }: ConnectionPoolSettings): string[] {
  const rows: [number | string | undefined, (value: string) => string][] = [
    [tcp?.maxConnections, n => `at most ${n} connections`],
    [tcp?.connectTimeout, time => `connects within ${time}`],
    [
      http?.http1MaxPendingRequests,
      n => `at most ${n} requests wait for a connection`,
    ],
    [http?.http2MaxRequests, n => `at most ${n} requests at once`],
    [http?.maxRequestsPerConnection, n => `at most ${n} requests a connection`],
    [http?.maxRetries, n => `at most ${n} retries at once`],
    [
      http?.idleTimeout ?? tcp?.idleTimeout,
      time => `idle connections close after ${time}`,
    ],
  ];
  // The API's 0 stands for no limit of one's own.
  return rows.flatMap(([value, say]) => (value ? [say(String(value))] : []));
}

/**
 * Envoy's defaults hold for what is not set: five answers of 5xx, 30 seconds, a tenth of the endpoints.
 *
 * Source: istio pilot/pkg/networking/core/cluster_traffic_policy.go, `applyOutlierDetection`.
 */
function ofOutliers(settings: OutlierDetection): string[] {
  const {
    consecutive5xxErrors = 5,
    consecutiveGatewayErrors = settings.consecutiveErrors ?? 0,
    baseEjectionTime = '30s',
    maxEjectionPercent = 10,
  } = settings;
  const after = [
    ...(consecutive5xxErrors > 0
      ? [`${consecutive5xxErrors} errors (5xx)`]
      : []),
    ...(consecutiveGatewayErrors > 0
      ? [`${consecutiveGatewayErrors} gateway errors (502 to 504)`]
      : []),
  ];
  return after.length === 0
    ? []
    : [
        `an endpoint is left out for ${baseEjectionTime} after ${after.join(' or ')} in a row, at most ${maxEjectionPercent} % of them`,
      ];
}
