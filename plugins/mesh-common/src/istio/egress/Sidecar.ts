import { KubernetesObject } from '../../kubernetes/KubernetesObject';

/** `networking.istio.io` Sidecar, as far as it says what pods may call. */
export interface EgressSidecar extends KubernetesObject {
  kind: 'Sidecar';
  spec?: {
    workloadSelector?: { labels?: Record<string, string> };
    outboundTrafficPolicy?: { mode?: string; egressProxy?: object };
    /** Hosts as `namespace/host`. */
    egress?: { hosts?: string[] }[];
  };
}
