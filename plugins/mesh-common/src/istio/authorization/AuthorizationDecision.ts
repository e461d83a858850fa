import {
  AuthorizationAction,
  AuthorizationPolicy,
} from './AuthorizationPolicy';
import { RequestFact } from './AuthorizationRequest';
import { Outcome } from './Outcome';

/** Whether a request gets through, what says so, and what it hangs on where that cannot be told. */
export interface AuthorizationDecision {
  verdict: 'allowed' | 'denied' | 'unknown';
  /** Absent when no policy decided, or when the verdict is unknown. */
  by?: DecidingPolicy;
  /** In plain words. */
  reason: string;
  /** What would have to be known to tell; empty unless the verdict is unknown. */
  dependsOn: RequestFact[];
  /** Every policy that attaches, in the order in which the proxy gets them. */
  trace: PolicyTrace[];
}

/** The policy, and where there is one the rule, that decided. */
export interface DecidingPolicy {
  kind: 'AuthorizationPolicy';
  namespace: string;
  name: string;
  /** Index in `spec.rules`; absent where a policy decides by matching nothing. */
  rule?: number;
  /** The rule as proxy logs name it: `ns[..]-policy[..]-rule[n]`. */
  ruleId?: string;
}

/** What one policy makes of the request. */
export interface PolicyTrace {
  policy: { namespace: string; name: string };
  action: AuthorizationAction;
  dryRun: boolean;
  /** Whether the outcome counts; a dry run counts only when it is assumed to be enforced. */
  enforced: boolean;
  matched: Outcome['value'];
  /** In plain words. */
  why: string;
}

/**
 * Names a policy, and a rule of it, as evidence.
 *
 * Source: istio pilot/pkg/security/authz/builder/builder.go, `policyName`.
 */
export function decidingPolicy(
  policy: AuthorizationPolicy,
  rule?: number,
): DecidingPolicy {
  const { namespace = '', name } = policy.metadata;
  const by: DecidingPolicy = { kind: 'AuthorizationPolicy', namespace, name };
  return rule === undefined
    ? by
    : { ...by, rule, ruleId: `ns[${namespace}]-policy[${name}]-rule[${rule}]` };
}

/** `AuthorizationPolicy namespace/name`, with the rule where there is one. */
export function describeDecidingPolicy(by: DecidingPolicy): string {
  const policy = `AuthorizationPolicy ${by.namespace}/${by.name}`;
  return by.rule === undefined ? policy : `${policy} spec.rules[${by.rule}]`;
}
