import { PolicyRule, policyValues } from './PolicyRule';

const DEFAULT = 'cluster.local';

/**
 * `cluster.local` stands for the trust domain of the mesh, whatever that is, but not in a pattern that ends in an asterisk
 * and not in `trustDomains`.
 *
 * Source: istio pilot/pkg/security/trustdomain/bundle.go, `ReplaceTrustDomainAliases`.
 */
export const trustDomainNotExpanded: PolicyRule = (policy, { mesh }) => {
  const own = [mesh.trustDomain, ...mesh.trustDomainAliases];
  return own.includes(DEFAULT)
    ? []
    : policyValues(policy)
        .filter(
          ({ key, value }) =>
            (key === 'principals' &&
              value.startsWith(`${DEFAULT}/`) &&
              value.endsWith('*')) ||
            (key === 'trustDomains' && value === DEFAULT),
        )
        .map(({ field, value }) => ({
          severity: 'error',
          field,
          message: `${value} matches nobody: the trust domain of this mesh is ${mesh.trustDomain}, and ${DEFAULT} stands for it only in whole principals.`,
          action: `Write ${value.replace(DEFAULT, mesh.trustDomain)}.`,
        }));
};
