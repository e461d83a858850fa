import { MatchContext } from './Attribute';
import { AuthorizationPolicy, actionOf } from './AuthorizationPolicy';
import { EnforcementPoint } from './AuthorizationRequest';
import { CompiledRule, matchRule } from './CompiledRule';
import { Outcome, anyOf } from './Outcome';
import { compileForEnvoy } from './compileForEnvoy';
import { compileForZtunnel } from './compileForZtunnel';
import { isDryRun } from './isDryRun';

/** What one policy makes of a request. */
export interface PolicyEvaluation {
  policy: AuthorizationPolicy;
  /** False for a policy that is only tried out, or that the proxy does not know how to enforce. */
  enforced: boolean;
  matched: Outcome;
  rules: RuleEvaluation[];
  /** In plain words. */
  why: string;
}

export interface RuleEvaluation {
  index: number;
  matched: Outcome;
  /** Where the proxy got less, or other, than what is written. */
  note?: string;
}

/**
 * Tries every rule of a policy on a request.
 *
 * Source: istio pilot/pkg/security/authz/builder/builder.go, `build`; for ztunnel
 * pilot/pkg/serviceregistry/ambient/authorization.go, `convertAuthorizationPolicy`.
 */
export function evaluatePolicy(
  policy: AuthorizationPolicy,
  options: {
    point: EnforcementPoint['kind'];
    protocol: 'http' | 'tcp';
    context: MatchContext;
    assumeEnforced: boolean;
  },
): PolicyEvaluation {
  const { point, protocol, context, assumeEnforced } = options;
  const action = actionOf(policy);
  if (point === 'ztunnel' && action !== 'ALLOW' && action !== 'DENY') {
    const why = `ztunnel ignores policies with the action ${action}`;
    return { policy, enforced: false, matched: anyOf([]), rules: [], why };
  }
  const place = {
    policyNamespace: policy.metadata.namespace ?? '',
    mesh: context.mesh,
  };
  const rules = (policy.spec?.rules ?? []).map((rule, index) => {
    const compiled =
      point === 'ztunnel'
        ? compileForZtunnel(rule, { action, place })
        : compileForEnvoy(rule, { action, protocol, place });
    return {
      index,
      matched: matchRule(compiled, context),
      note: noteOf(compiled),
    };
  });
  const matched = anyOf(rules.map(rule => rule.matched));
  const why = explain(rules, matched);
  // A CUSTOM policy in dry run makes Envoy ask the authorizer all the same.
  const tried = isDryRun(policy) && action !== 'CUSTOM' && !assumeEnforced;
  return { policy, enforced: !tried, matched, rules, why };
}

function noteOf(rule: CompiledRule): string | undefined {
  return 'leftOut' in rule ? `left out: ${rule.leftOut}` : rule.note;
}

function explain(rules: readonly RuleEvaluation[], matched: Outcome): string {
  if (rules.length === 0) {
    return 'has no rules, so it never matches';
  }
  const deciding = rules.filter(rule => rule.matched.value === matched.value);
  const names = deciding.map(rule => `spec.rules[${rule.index}]`).join(', ');
  const notes = rules
    .filter(rule => rule.note !== undefined)
    .map(rule => `; spec.rules[${rule.index}] ${rule.note}`)
    .join('');
  switch (matched.value) {
    case 'yes':
      return `${names} matches${notes}`;
    case 'no':
      return `no rule matches${notes}`;
    default:
      return `${names} matches or not, depending on ${matched.dependsOn.join(', ')}${notes}`;
  }
}
