import { PolicyRule, policyValues } from './PolicyRule';

/**
 * A path has a query or a fragment. Neither is part of the path that rules are compared with.
 *
 * Source: istio pilot/pkg/security/authz/matcher/path.go; envoy path matching ignores what follows `?` and `#`.
 */
export const pathNeverMatches: PolicyRule = policy =>
  policyValues(policy)
    .filter(({ key, value }) => key === 'paths' && /[?#]/.test(value))
    .map(({ field, value }) => ({
      severity: 'error',
      field,
      message: `${value} never matches: the query and what follows # are not part of the path.`,
      action: `Write ${value.replace(/[?#].*$/, '')}; a query cannot be named in a policy.`,
    }));
