import { KubernetesObject } from '../KubernetesObject';
import { LabelSelector } from '../labelSelector';

/** Exactly one of the fields is set, for pods of namespaces or for some pods of them. */
export interface AdminSelection {
  namespaces?: LabelSelector;
  pods?: { namespaceSelector?: LabelSelector; podSelector?: LabelSelector };
}

/** At the other end. Addresses and nodes stand in rules about egress only; a field that is not here is one of a later version. */
export interface AdminPeer extends AdminSelection {
  /** Of nodes. */
  nodes?: LabelSelector;
  /** CIDR ranges. */
  networks?: string[];
  domainNames?: string[];
}

/** Exactly one of the fields is set. */
export interface AdminPort {
  portNumber?: { protocol?: string; port: number };
  portRange?: { protocol?: string; start: number; end: number };
  /** Of a container of the pod that is connected to. */
  namedPort?: string;
}

export type AdminAction = 'Allow' | 'Deny' | 'Pass';

/** What is done to connections that match, of which the first rule that does decides. */
export interface AdminRule {
  action: AdminAction;
  /** Of ingress. */
  from?: AdminPeer[];
  /** Of egress. */
  to?: AdminPeer[];
  /** Every port when absent. */
  ports?: AdminPort[];
}

/**
 * `policy.networking.k8s.io` AdminNetworkPolicy, which comes before the NetworkPolicies of namespaces and can forbid what they
 * admit, or the other way round.
 */
export interface AdminNetworkPolicy extends KubernetesObject {
  kind: 'AdminNetworkPolicy';
  spec?: {
    /** 0 to 1000; the lowest comes first. */
    priority?: number;
    subject?: AdminSelection;
    ingress?: AdminRule[];
    egress?: AdminRule[];
  };
}

/** `policy.networking.k8s.io` BaselineAdminNetworkPolicy, for pods that no NetworkPolicy isolates. Only the one named `default` counts. */
export interface BaselineAdminNetworkPolicy extends KubernetesObject {
  kind: 'BaselineAdminNetworkPolicy';
  spec?: Omit<NonNullable<AdminNetworkPolicy['spec']>, 'priority'>;
}
