import { KubernetesObject } from '../KubernetesObject';
import { LabelSelector } from '../labelSelector';
import { AdminSelection } from './AdminNetworkPolicy';

/** A rule of Cilium: on which ports it lets somebody through, and in further lists whom, of which only counts whether there are any. */
export interface CiliumRule {
  toPorts?: {
    /** A number, written as text, or a name. */
    ports?: { port?: string; protocol?: string; endPort?: number }[];
  }[];
  icmps?: object[];
  [peers: string]: unknown;
}

/** What is asked of pods, and in which directions there are rules. */
export interface CiliumRules {
  endpointSelector?: LabelSelector;
  /** In place of the one for pods: then it is about nodes. */
  nodeSelector?: LabelSelector;
  ingress?: CiliumRule[];
  ingressDeny?: object[];
  egress?: CiliumRule[];
  egressDeny?: object[];
  /** Pods are isolated by the rules unless it says otherwise. */
  enableDefaultDeny?: { ingress?: boolean; egress?: boolean };
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
