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
      connectionPool?: { tcp: { maxConnections: number } };
      outlierDetection?: {
        consecutive5xxErrors: number;
        baseEjectionTime: string;
      };
    };
    subsets?: { name: string; labels: Record<string, string> }[];
  };
}

/** Limits of a profile as a DestinationRule says them; empty when it sets none. */
export function trafficPolicy(
  traffic: ProfileTraffic | undefined,
): NonNullable<DestinationRule['spec']['trafficPolicy']> {
  const { maxConnections, outlierDetection } = traffic ?? {};
  return {
    ...(maxConnections !== undefined && {
      connectionPool: { tcp: { maxConnections } },
    }),
    ...(outlierDetection && {
      outlierDetection: {
        consecutive5xxErrors: outlierDetection.consecutive5xx,
        baseEjectionTime: outlierDetection.ejectionTime,
      },
    }),
  };
}

/** How callers connect to a host, and the subsets of its pods. */
export function destinationRule(of: {
  name: string;
  namespace: string;
  host: string;
  traffic?: ProfileTraffic;
  /** Labels of the workload's pods, when a canary needs subsets. */
  subsetLabels?: Record<string, string>;
}): DestinationRule {
  const policy = trafficPolicy(of.traffic);
  const labels = of.subsetLabels;
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: managedMetadata(of),
    spec: {
      host: of.host,
      ...(Object.keys(policy).length > 0 && { trafficPolicy: policy }),
      // The controller adds the label that tells the versions apart; a version label here would pin a subset to nothing.
      ...(labels && {
        subsets: Object.values(subsets).map(name => ({ name, labels })),
      }),
    },
  };
}
