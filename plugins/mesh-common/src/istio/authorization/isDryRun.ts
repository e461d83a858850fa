import { AuthorizationPolicy } from './AuthorizationPolicy';

const ANNOTATION = 'istio.io/dry-run';

// What Go's strconv.ParseBool takes for true.
const TRUE = ['1', 't', 'T', 'true', 'TRUE', 'True'];

/**
 * Whether a policy is only tried out. A value that Go does not read as a boolean leaves the policy enforced.
 *
 * Source: istio pilot/pkg/security/authz/builder/builder.go, `isDryRun`.
 */
export function isDryRun(policy: AuthorizationPolicy): boolean {
  const value = policy.metadata.annotations?.[ANNOTATION];
  return value !== undefined && TRUE.includes(value);
}
