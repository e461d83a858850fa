import { KubernetesObject } from '../KubernetesObject';
import { LabelSelector } from '../labelSelector';
import { AdminSelection } from './AdminNetworkPolicy';

/** What is asked of pods, and in which directions there are rules. The rules themselves are not looked at. */
export interface CiliumRules {
  endpointSelector?: LabelSelector;
  /** In place of the one for pods: then it is about nodes. */
  nodeSelector?: LabelSelector;
  ingress?: object[];
  ingressDeny?: object[];
  egress?: object[];
  egressDeny?: object[];
}

/** `cilium.io` CiliumNetworkPolicy, for pods of its namespace, or CiliumClusterwideNetworkPolicy. */
export interface CiliumPolicy extends KubernetesObject {
  kind: 'CiliumNetworkPolicy' | 'CiliumClusterwideNetworkPolicy';
  spec?: CiliumRules;
  specs?: CiliumRules[];
}

/** Calico's NetworkPolicy, for pods of its namespace, or GlobalNetworkPolicy. Selectors are in a language of its own. */
export interface CalicoPolicy extends KubernetesObject {
  kind: 'NetworkPolicy' | 'GlobalNetworkPolicy';
  spec?: {
    selector?: string;
    namespaceSelector?: string;
    serviceAccountSelector?: string;
    types?: string[];
    ingress?: object[];
    egress?: object[];
    /** For interfaces of nodes only, as is `preDNAT`. */
    doNotTrack?: boolean;
    preDNAT?: boolean;
  };
}

/** `policy.networking.k8s.io` ClusterNetworkPolicy, which is to replace both that end in AdminNetworkPolicy. */
export interface ClusterNetworkPolicy extends KubernetesObject {
  kind: 'ClusterNetworkPolicy';
  spec?: { subject?: AdminSelection; ingress?: object[]; egress?: object[] };
}

/** A policy that is not evaluated: it is only known whether it is about a pod. */
export type PluginPolicy = CiliumPolicy | CalicoPolicy | ClusterNetworkPolicy;
