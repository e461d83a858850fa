/** The DNS suffix of Kubernetes services where a cluster does not set another. */
export const defaultClusterDomain = 'cluster.local';

/** The full name of a Service's host. */
export function serviceHost(
  service: { namespace: string; name: string },
  domain = defaultClusterDomain,
): string {
  return `${service.name}.${service.namespace}.svc.${domain}`;
}

/**
 * The full name that a host in an Istio object stands for. A name without a dot is a Service in the object's own
 * namespace, which is seldom meant when the object lives elsewhere; all other names are full, even `name.namespace`.
 *
 * Source: istio pilot/pkg/model/context.go, `ResolveShortnameToFQDN`.
 */
export function resolveHost(
  host: string,
  namespace: string,
  domain = defaultClusterDomain,
): string {
  return host === '' || host === '*' || /[.:]/.test(host)
    ? host
    : serviceHost({ namespace, name: host }, domain);
}

/** Whether a host stands for many: `*`, `*.example.com`. */
export function isWildcardHost(host: string): boolean {
  return host.startsWith('*');
}

/**
 * Whether the first host covers everything that the second stands for.
 *
 * Source: istio pkg/config/host/name.go, `SubsetOf`.
 */
export function coversHost(wide: string, narrow: string): boolean {
  return isWildcardHost(wide)
    ? narrow.slice(isWildcardHost(narrow) ? 1 : 0).endsWith(wide.slice(1))
    : wide === narrow;
}

/**
 * Whether some host is in both: two wildcards overlap when one covers the other.
 *
 * Source: istio pkg/config/host/name.go, `Matches`.
 */
export function hostsOverlap(a: string, b: string): boolean {
  return coversHost(a, b) || coversHost(b, a);
}

/**
 * The most specific of the hosts that cover one: itself, else the longest wildcard.
 *
 * Source: istio pilot/pkg/model/context.go, `MostSpecificHostMatch`.
 */
export function mostSpecificHost(
  host: string,
  candidates: Iterable<string>,
): string | undefined {
  let best: string | undefined;
  for (const candidate of candidates) {
    if (candidate === host) {
      return candidate;
    }
    if (
      isWildcardHost(candidate) &&
      coversHost(candidate, host) &&
      (best === undefined || isMoreSpecific(candidate, best))
    ) {
      best = candidate;
    }
  }
  return best;
}

function isMoreSpecific(a: string, b: string): boolean {
  return a.length === b.length ? a < b : a.length > b.length;
}
