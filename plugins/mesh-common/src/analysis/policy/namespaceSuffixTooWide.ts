import { PolicyRule, policyValues } from './PolicyRule';

/**
 * A namespace by its end: `*a` becomes an expression that finds the `/sa/` of every identity, and so matches all of them.
 *
 * Source: istio pilot/pkg/security/authz/model/generator.go, `srcNamespaceGenerator`.
 */
export const namespaceSuffixTooWide: PolicyRule = policy =>
  policyValues(policy)
    .filter(
      ({ key, value }) =>
        (key === 'namespaces' || key === 'source.namespace') &&
        value.length > 1 &&
        value.startsWith('*') &&
        'sa'.endsWith(value.slice(1)),
    )
    .map(({ field, value }) => ({
      severity: 'error',
      field,
      message: `${value} matches every identity in every namespace, because it also finds the sa in <trust domain>/ns/<namespace>/sa/<account>.`,
      action: 'Name the namespaces one by one.',
    }));
