import { parseGoBoolean } from '../parseGoBoolean';
import { AuthorizationPolicy } from './AuthorizationPolicy';

const ANNOTATION = 'istio.io/dry-run';

/**
 * Whether a policy is only tried out. A value that Go does not read as a boolean leaves the policy enforced.
 *
 * Source: istio pilot/pkg/security/authz/builder/builder.go, `isDryRun`.
 */
export function isDryRun(policy: AuthorizationPolicy): boolean {
  return parseGoBoolean(policy.metadata.annotations?.[ANNOTATION]) === true;
}
