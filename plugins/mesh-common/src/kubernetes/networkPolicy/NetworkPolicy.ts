import { KubernetesObject } from '../KubernetesObject';
import { LabelSelector } from '../labelSelector';

/** `networking.k8s.io/v1` NetworkPolicy: what pods of its namespace may be connected to by, or connect to. */
export interface NetworkPolicy extends KubernetesObject {
  kind: 'NetworkPolicy';
  spec?: {
    /** Absent or empty for all pods of the namespace. */
    podSelector?: LabelSelector;
    policyTypes?: string[];
    ingress?: { from?: NetworkPolicyPeer[]; ports?: NetworkPolicyPort[] }[];
    egress?: { to?: NetworkPolicyPeer[]; ports?: NetworkPolicyPort[] }[];
  };
}

/** Pods by labels, of the policy's own namespace unless it says of which; or addresses. */
export interface NetworkPolicyPeer {
  podSelector?: LabelSelector;
  namespaceSelector?: LabelSelector;
  ipBlock?: { cidr: string; except?: string[] };
}

export interface NetworkPolicyPort {
  /** TCP when absent. */
  protocol?: string;
  /** Number, or the name of a container port; every port when absent. */
  port?: number | string;
  /** The last of a range that begins at `port`. */
  endPort?: number;
}

/** Seen from the pods that a policy selects. */
export type Direction = 'ingress' | 'egress';

/** A pod, as far as policies look at it. */
export interface NetworkPod {
  namespace: string;
  /** Absent where they are not known. */
  namespaceLabels?: Record<string, string>;
  labels: Record<string, string>;
  /** Absent where it is not known, as before it runs. */
  address?: string;
  /** Absent where they are not known. */
  ports?: readonly {
    name?: string;
    containerPort: number;
    protocol?: string;
  }[];
}

/** Who is at the other end: a pod, or an address that is none. */
export type NetworkPeer = NetworkPod | { address: string };
