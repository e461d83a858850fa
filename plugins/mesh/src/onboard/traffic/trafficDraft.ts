import { Profile } from '@onmesh/plugin-mesh-common';
import { Candidate, saysAnything } from '../form/Candidate';
import { number, text, typed } from '../form/typed';

type Traffic = NonNullable<Profile['traffic']>;
type RetryOn = NonNullable<NonNullable<Traffic['retries']>['retryOn']>[number];

export interface TrafficDraft {
  /** Whether the profile has this part, though nothing be in it. */
  isSaid: boolean;
  timeout: string;
  attempts: string;
  perTryTimeout: string;
  retryOn: RetryOn[];
  maxConnections: string;
  connectTimeout: string;
  maxPendingRequests: string;
  maxRequests: string;
  maxRequestsPerConnection: string;
  idleTimeout: string;
  consecutive5xx: string;
  ejectionTime: string;
  interval: string;
  maxEjectionPercent: string;
}

export function trafficFromProfile(said: Profile['traffic']): TrafficDraft {
  const { retries, outlierDetection, ...traffic } = said ?? {};
  return {
    isSaid: said !== undefined,
    timeout: typed(traffic.timeout),
    attempts: typed(retries?.attempts),
    perTryTimeout: typed(retries?.perTryTimeout),
    retryOn: retries?.retryOn ?? [],
    maxConnections: typed(traffic.maxConnections),
    connectTimeout: typed(traffic.connectTimeout),
    maxPendingRequests: typed(traffic.maxPendingRequests),
    maxRequests: typed(traffic.maxRequests),
    maxRequestsPerConnection: typed(traffic.maxRequestsPerConnection),
    idleTimeout: typed(traffic.idleTimeout),
    consecutive5xx: typed(outlierDetection?.consecutive5xx),
    ejectionTime: typed(outlierDetection?.ejectionTime),
    interval: typed(outlierDetection?.interval),
    maxEjectionPercent: typed(outlierDetection?.maxEjectionPercent),
  };
}

export function trafficToInput(
  draft: TrafficDraft,
): Candidate<Profile['traffic']> {
  const retries = {
    attempts: number(draft.attempts),
    perTryTimeout: text(draft.perTryTimeout),
    retryOn: draft.retryOn.length > 0 ? draft.retryOn : undefined,
  };
  const outlierDetection = {
    consecutive5xx: number(draft.consecutive5xx),
    ejectionTime: text(draft.ejectionTime),
    interval: text(draft.interval),
    maxEjectionPercent: number(draft.maxEjectionPercent),
  };
  const traffic = {
    timeout: text(draft.timeout),
    retries: saysAnything(retries) ? retries : undefined,
    maxConnections: number(draft.maxConnections),
    connectTimeout: text(draft.connectTimeout),
    maxPendingRequests: number(draft.maxPendingRequests),
    maxRequests: number(draft.maxRequests),
    maxRequestsPerConnection: number(draft.maxRequestsPerConnection),
    idleTimeout: text(draft.idleTimeout),
    outlierDetection: saysAnything(outlierDetection)
      ? outlierDetection
      : undefined,
  };
  return draft.isSaid || saysAnything(traffic) ? traffic : undefined;
}
