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
export function allOf(outcomes: readonly Outcome[]): Outcome {
  return outcomes.some(o => o.value === 'no')
    ? NO
    : (unsettled(outcomes) ?? YES);
}

/** Kleene's or: one "yes" settles it, whatever is not known. Of nothing it is "no". */
export function anyOf(outcomes: readonly Outcome[]): Outcome {
  return outcomes.some(o => o.value === 'yes')
    ? YES
    : (unsettled(outcomes) ?? NO);
}

function unsettled(outcomes: readonly Outcome[]): Outcome | undefined {
  const facts = new Set(outcomes.flatMap(factsOf));
  return facts.size === 0 ? undefined : dependingOn(...facts);
}

/** The facts that an outcome hangs on; none when it is settled. */
export function factsOf(outcome: Outcome): readonly RequestFact[] {
  return outcome.value === 'unknown' ? outcome.dependsOn : [];
}
