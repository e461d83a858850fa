import { AuthorizationMesh } from './AuthorizationRequest';

// In a principal of a policy these words stand for the mesh's own trust domain, whatever it is called.
const LOCAL = 'cluster.local';

/**
 * The principals that a principal of a policy stands for: with a trust domain of the mesh, or `cluster.local`, the same
 * service account in each trust domain of the mesh. Only principals of the full five segments are widened, and a bare
 * `*` for the trust domain already covers all.
 *
 * Source: istio pilot/pkg/security/trustdomain/bundle.go, `ReplaceTrustDomainAliases`.
 */
export function withTrustDomainAliases(
  principal: string,
  mesh: Pick<AuthorizationMesh, 'trustDomain' | 'trustDomainAliases'>,
): string[] {
  const trustDomains = trustDomainsOf(mesh);
  const [trustDomain, ...rest] = principal.split('/');
  const local =
    trustDomain === LOCAL ||
    trustDomains.some(own => fits(own, trustDomain) || own === trustDomain);
  if (rest.length !== 4 || trustDomain === '*' || !local) {
    return [principal];
  }
  const widened = trustDomains.map(own =>
    isSuffix(trustDomain) && fits(own, trustDomain)
      ? principal
      : [own, ...rest].join('/'),
  );
  return [...new Set(widened)];
}

/** The mesh's trust domain and its aliases. */
export function trustDomainsOf(
  mesh: Pick<AuthorizationMesh, 'trustDomain' | 'trustDomainAliases'>,
): string[] {
  return [mesh.trustDomain, ...(mesh.trustDomainAliases ?? [])];
}

function isSuffix(pattern: string): boolean {
  return pattern.startsWith('*');
}

// A trust domain in a policy may start or end with an asterisk.
function fits(own: string, pattern: string): boolean {
  if (isSuffix(pattern)) {
    return own.endsWith(pattern.slice(1));
  }
  return pattern.endsWith('*') && own.startsWith(pattern.slice(0, -1));
}
