import { RequestFact } from './AuthorizationRequest';

/** Whether something matches: yes, no, or not to be told without knowing more about the request. */
export type Outcome =
  | { value: 'yes' }
  | { value: 'no' }
  | { value: 'unknown'; dependsOn: readonly RequestFact[] };

export const YES: Outcome = { value: 'yes' };
export const NO: Outcome = { value: 'no' };

export function toOutcome(matches: boolean): Outcome {
  return matches ? YES : NO;
}

/** An outcome that hangs on facts which are not known. */
export function dependingOn(...dependsOn: RequestFact[]): Outcome {
  return { value: 'unknown', dependsOn };
}

export function not(outcome: Outcome): Outcome {
  switch (outcome.value) {
    case 'yes':
      return NO;
    case 'no':
      return YES;
    default:
      return outcome;
  }
}

/** Kleene's and: one "no" settles it, whatever is not known. Of nothing it is "yes". */
export function allOf<T>(
  items: readonly T[],
  outcomeOf: (item: T) => Outcome,
): Outcome {
  return settle(items, outcomeOf, NO) ?? YES;
}

/** Kleene's or: one "yes" settles it, whatever is not known. Of nothing it is "no". */
export function anyOf<T>(
  items: readonly T[],
  outcomeOf: (item: T) => Outcome,
): Outcome {
  return settle(items, outcomeOf, YES) ?? NO;
}

// Stops at what settles it: most rules fail at their first comparison.
function settle<T>(
  items: readonly T[],
  outcomeOf: (item: T) => Outcome,
  settling: Outcome,
): Outcome | undefined {
  let facts: readonly RequestFact[] = [];
  for (const item of items) {
    const outcome = outcomeOf(item);
    if (outcome.value === settling.value) {
      return settling;
    }
    if (outcome.value === 'unknown') {
      facts = [...facts, ...outcome.dependsOn];
    }
  }
  return facts.length === 0 ? undefined : dependingOn(...new Set(facts));
}

/** An outcome that is already there. */
export const itself = (outcome: Outcome) => outcome;

/** The facts that an outcome hangs on; none when it is settled. */
export function factsOf(outcome: Outcome): readonly RequestFact[] {
  return outcome.value === 'unknown' ? outcome.dependsOn : [];
}
