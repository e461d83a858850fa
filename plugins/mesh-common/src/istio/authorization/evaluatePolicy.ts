import { MatchContext } from './Attribute';
import { matchRule } from './CompiledRule';
import { Outcome, anyOf, itself } from './Outcome';
import { CompiledPolicy } from './compilePolicy';

/** What one policy makes of a request. */
export interface PolicyEvaluation extends CompiledPolicy {
  matched: Outcome;
  /** Of each rule, in the order of `spec.rules`. */
  outcomes: readonly Outcome[];
}

/** Tries every rule of a policy on a request. */
export function evaluatePolicy(
  policy: CompiledPolicy,
  context: MatchContext,
): PolicyEvaluation {
  const outcomes = policy.rules.map(rule => matchRule(rule, context));
  return { ...policy, matched: anyOf(outcomes, itself), outcomes };
}

/** What came of a policy and why, in plain words. */
export function explainEvaluation(evaluation: PolicyEvaluation): string {
  const { rules, matched, outcomes, notes, ignored } = evaluation;
  if (ignored !== undefined) {
    return ignored;
  }
  if (rules.length === 0) {
    return 'has no rules, so it never matches';
  }
  if (matched.value === 'no') {
    return `no rule matches${notes}`;
  }
  const names = outcomes
    .flatMap(({ value }, index) =>
      value === matched.value ? [`spec.rules[${index}]`] : [],
    )
    .join(', ');
  return matched.value === 'yes'
    ? `${names} matches${notes}`
    : `${names} matches or not, depending on ${matched.dependsOn.join(', ')}${notes}`;
}
