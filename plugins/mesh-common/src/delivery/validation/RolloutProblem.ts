/** Why the controller refuses a Rollout: then it does not act on it. */
export interface RolloutProblem {
  /** Path of the field, such as `spec.strategy.canary.steps[1].setWeight`. */
  field: string;
  /** In the controller's own words, which people search for. */
  message: string;
}

/** A check and what it says; checks that pass leave nothing. */
export function problems(
  ...checks: readonly (readonly [boolean, string, string])[]
): RolloutProblem[] {
  return checks
    .filter(([fails]) => fails)
    .map(([, field, message]) => ({ field, message }));
}
