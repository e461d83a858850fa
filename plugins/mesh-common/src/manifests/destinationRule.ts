import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ProfileTraffic } from '../profile/Profile';
import { managedMetadata } from './managed';

/** Names of the two subsets between which a canary shifts traffic. */
export const subsets = { stable: 'stable', canary: 'canary' } as const;

/** `networking.istio.io/v1` DestinationRule, as far as we write it. */
export interface DestinationRule extends KubernetesObject {
  kind: 'DestinationRule';
  spec: {
    host: string;
    trafficPolicy?: {
      connectionPool?: {
        tcp?: { maxConnections?: number; connectTimeout?: string };
        http?: {
          http1MaxPendingRequests?: number;
          http2MaxRequests?: number;
          maxRequestsPerConnection?: number;
          idleTimeout?: string;
        };
      };
      outlierDetection?: {
        consecutive5xxErrors: number;
        interval?: string;
        baseEjectionTime: string;
        maxEjectionPercent?: number;
      };
    };
    subsets?: Subset[];
  };
}

/** Some of the pods behind a host, by their labels. */
export interface Subset {
  name: string;
  labels: Record<string, string>;
}

/**
 * The two subsets of a controller. It adds the label that tells the versions apart; a version label here would pin a subset
 * to nothing.
 *
 * @param labels - of the workload's pods, whichever version
 */
export function controllerSubsets(labels: Record<string, string>): Subset[] {
  return Object.values(subsets).map(name => ({ name, labels }));
}

/** Limits of a profile as a DestinationRule says them; empty when it sets none. */
export function trafficPolicy(
  traffic: ProfileTraffic | undefined,
): NonNullable<DestinationRule['spec']['trafficPolicy']> {
  const { outlierDetection } = traffic ?? {};
  const tcp = defined({
    maxConnections: traffic?.maxConnections,
    connectTimeout: traffic?.connectTimeout,
  });
  const http = defined({
    http1MaxPendingRequests: traffic?.maxPendingRequests,
    http2MaxRequests: traffic?.maxRequests,
    maxRequestsPerConnection: traffic?.maxRequestsPerConnection,
    idleTimeout: traffic?.idleTimeout,
  });
  return {
    ...((tcp ?? http) && {
      connectionPool: { ...(tcp && { tcp }), ...(http && { http }) },
    }),
    ...(outlierDetection && {
      outlierDetection: {
        consecutive5xxErrors: outlierDetection.consecutive5xx,
        ...defined({ interval: outlierDetection.interval }),
        baseEjectionTime: outlierDetection.ejectionTime,
        ...defined({
          maxEjectionPercent: outlierDetection.maxEjectionPercent,
        }),
      },
    }),
  };
}

/** The fields that say something, or nothing when none does. */
function defined<T extends object>(fields: T): T | undefined {
  const said = Object.entries(fields).filter(([, v]) => v !== undefined);
  return said.length > 0
    ? Object.assign({}, ...said.map(([k, v]) => ({ [k]: v })))
    : undefined;
}

/** How callers connect to a host, and the subsets of its pods. */
export function destinationRule(of: {
  name: string;
  namespace: string;
  host: string;
  traffic?: ProfileTraffic;
  /** What a canary tells its versions apart by; the subsets of a controller have the labels of all pods. */
  subsets?: Subset[];
}): DestinationRule {
  const policy = trafficPolicy(of.traffic);
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: managedMetadata(of),
    spec: {
      host: of.host,
      ...(Object.keys(policy).length > 0 && { trafficPolicy: policy }),
      ...(of.subsets && { subsets: of.subsets }),
    },
  };
}
