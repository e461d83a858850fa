import { PolicyProblem } from '../../istio/authorization/PolicyProblem';
import { Problem } from '../Problem';

/** A problem of a policy, in the form of all others. */
export function fromPolicyProblem({
  severity,
  field,
  message,
}: PolicyProblem): Problem {
  return { severity, path: field, message, source: 'webhook' };
}
