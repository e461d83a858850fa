import { PolicyRule, policyValues } from './PolicyRule';

/**
 * A condition on the SNI has capitals. Envoy makes the SNI lower case before it compares, so the value never matches.
 *
 * Source: envoy source/extensions/filters/listener/tls_inspector/tls_inspector.cc.
 */
export const sniWithCapitals: PolicyRule = policy =>
  policyValues(policy)
    .filter(
      ({ key, value }) =>
        key === 'connection.sni' && value !== value.toLowerCase(),
    )
    .map(({ field, value }) => ({
      severity: 'error',
      field,
      message: `${value} never matches: names are made lower case before they are compared.`,
      action: `Write ${value.toLowerCase()}.`,
    }));
