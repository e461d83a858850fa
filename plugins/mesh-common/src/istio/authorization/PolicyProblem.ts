/** Something that Istio rejects, or warns of, when the policy is applied. */
export interface PolicyProblem {
  severity: 'error' | 'warning';
  /** Path of the field within the object. */
  field: string;
  /** A sentence. */
  message: string;
}

/** A problem for which Istio rejects the policy. */
export const error = (field: string, message: string): PolicyProblem => ({
  severity: 'error',
  field,
  message,
});
