import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { WorkloadSelector } from '../../kubernetes/labelSelector';

/** What a policy does with a request that it matches; ALLOW when absent. */
export type AuthorizationAction = 'ALLOW' | 'DENY' | 'AUDIT' | 'CUSTOM';

/** `security.istio.io/v1` AuthorizationPolicy. */
export interface AuthorizationPolicy extends KubernetesObject {
  kind: 'AuthorizationPolicy';
  spec?: AuthorizationPolicySpec;
}

export interface AuthorizationPolicySpec {
  selector?: WorkloadSelector;
  /** The older, single form of `targetRefs`. */
  targetRef?: PolicyTargetReference;
  targetRefs?: PolicyTargetReference[];
  action?: AuthorizationAction;
  /** The external authorizer to ask, for CUSTOM. */
  provider?: { name?: string };
  /** No rule at all never matches; one empty rule matches everything. */
  rules?: AuthorizationRule[];
}

/** What a policy attaches to instead of selecting pods. */
export interface PolicyTargetReference {
  group?: string;
  kind: string;
  name: string;
  namespace?: string;
}

/** Matches when one of `from`, one of `to` and every `when` match. */
export interface AuthorizationRule {
  from?: { source?: AuthorizationSource }[];
  to?: { operation?: AuthorizationOperation }[];
  when?: AuthorizationCondition[];
}

export interface AuthorizationSource {
  principals?: string[];
  notPrincipals?: string[];
  requestPrincipals?: string[];
  notRequestPrincipals?: string[];
  namespaces?: string[];
  notNamespaces?: string[];
  /** Since Istio 1.25. */
  serviceAccounts?: string[];
  notServiceAccounts?: string[];
  /** Since Istio 1.30.2. */
  trustDomains?: string[];
  notTrustDomains?: string[];
  ipBlocks?: string[];
  notIpBlocks?: string[];
  remoteIpBlocks?: string[];
  notRemoteIpBlocks?: string[];
}

export interface AuthorizationOperation {
  hosts?: string[];
  notHosts?: string[];
  ports?: string[];
  notPorts?: string[];
  methods?: string[];
  notMethods?: string[];
  paths?: string[];
  notPaths?: string[];
}

export interface AuthorizationCondition {
  key: string;
  values?: string[];
  notValues?: string[];
}

/** The action that an absent one stands for. */
export function actionOf(policy: AuthorizationPolicy): AuthorizationAction {
  return policy.spec?.action ?? 'ALLOW';
}
