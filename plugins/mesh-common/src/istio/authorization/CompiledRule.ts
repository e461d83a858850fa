import { Attribute, MatchContext, ValueMatcher } from './Attribute';
import { NO, Outcome, allOf, anyOf, not } from './Outcome';

/** One field of a rule, ready to be compared: one of the values must match, or, negated, none. */
export interface CompiledPredicate {
  attribute: Attribute;
  /** As written, those that could not be translated included. */
  values: readonly string[];
  matchers: readonly ValueMatcher[];
  negated: boolean;
}

/** Alternatives of which one must hold with all its predicates: the `from`, the `to` or a `when` of a rule. */
export type Clause = readonly (readonly CompiledPredicate[])[];

/** A rule as the proxy gets it, which may be less, or other, than what is written. */
export type CompiledRule =
  { clauses: readonly Clause[]; note?: string } | { leftOut: string };

/** Whether a request matches a rule as the proxy got it. */
export function matchRule(rule: CompiledRule, context: MatchContext): Outcome {
  return 'leftOut' in rule
    ? NO
    : allOf(rule.clauses, clause =>
        anyOf(clause, alternative =>
          allOf(alternative, predicate => matchOne(predicate, context)),
        ),
      );
}

function matchOne(
  { matchers, negated }: CompiledPredicate,
  context: MatchContext,
): Outcome {
  const matches = anyOf(matchers, matcher => matcher(context));
  return negated ? not(matches) : matches;
}
