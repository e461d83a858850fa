import { AuthorizationPolicy, actionOf } from './AuthorizationPolicy';
import { AuthorizationMesh, EnforcementPoint } from './AuthorizationRequest';
import { CompiledRule } from './CompiledRule';
import { compileForEnvoy } from './compileForEnvoy';
import { compileForZtunnel } from './compileForZtunnel';
import { isDryRun } from './isDryRun';

/** A policy as a proxy gets it. */
export interface CompiledPolicy {
  policy: AuthorizationPolicy;
  /** False for a policy that is only tried out, or that the proxy does not know how to enforce. */
  enforced: boolean;
  /** In the order of `spec.rules`. */
  rules: readonly CompiledRule[];
  /** Where the proxy gets less, or other, than what is written; empty, or ready to end a sentence. */
  notes: string;
  /** Why the proxy ignores the policy as a whole, where it does. */
  ignored?: string;
}

/**
 * Translates a policy for a proxy, once for all the requests that it will decide on.
 *
 * Source: istio pilot/pkg/security/authz/builder/builder.go, `build`; for ztunnel
 * pilot/pkg/serviceregistry/ambient/authorization.go, `convertAuthorizationPolicy`.
 */
export function compilePolicy(
  policy: AuthorizationPolicy,
  options: {
    point: EnforcementPoint['kind'];
    protocol: 'http' | 'tcp';
    mesh: AuthorizationMesh;
    assumeEnforced?: boolean;
  },
): CompiledPolicy {
  const { point, protocol, mesh, assumeEnforced = false } = options;
  const action = actionOf(policy);
  if (point === 'ztunnel' && action !== 'ALLOW' && action !== 'DENY') {
    const ignored = `ztunnel ignores policies with the action ${action}`;
    return { policy, enforced: false, rules: [], notes: '', ignored };
  }
  const place = { policyNamespace: policy.metadata.namespace ?? '', mesh };
  const rules = (policy.spec?.rules ?? []).map(rule =>
    point === 'ztunnel'
      ? compileForZtunnel(rule, { action, place })
      : compileForEnvoy(rule, { action, protocol, place }),
  );
  // A CUSTOM policy in dry run makes Envoy ask the authorizer all the same.
  const tried = isDryRun(policy) && action !== 'CUSTOM' && !assumeEnforced;
  const notes = rules.map(noteOf).join('');
  return { policy, enforced: !tried, rules, notes };
}

function noteOf(rule: CompiledRule, index: number): string {
  const note = 'leftOut' in rule ? `left out: ${rule.leftOut}` : rule.note;
  return note === undefined ? '' : `; spec.rules[${index}] ${note}`;
}
