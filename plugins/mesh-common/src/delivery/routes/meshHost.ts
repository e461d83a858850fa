const SUFFIX = '.svc.cluster.local';

/**
 * The Service that a host of an Istio object names: a name without a dot is one in the object's own namespace.
 * Undefined for any other host, such as one outside the cluster.
 *
 * Source: istio pkg/config/model/resource.go, `ResolveShortnameToFQDN`.
 */
export function meshHost(
  host: string | undefined,
  namespace: string | undefined,
): { namespace?: string; name: string } | undefined {
  if (typeof host !== 'string' || host === '' || host.includes('*')) {
    return undefined;
  }
  if (!host.includes('.')) {
    return { namespace, name: host };
  }
  const [name = '', ofNamespace, ...rest] = host.split('.');
  return `.${rest.join('.')}` === SUFFIX
    ? { namespace: ofNamespace, name }
    : undefined;
}

/** How specific a host of a VirtualService is for a Service: its length, more for a full name, 0 when it is another one. */
export function hostRank(
  host: string | undefined,
  namespace: string | undefined,
  service: { namespace?: string; name: string },
): number {
  const named = meshHost(host, namespace);
  if (named) {
    return named.name === service.name && named.namespace === service.namespace
      ? Infinity
      : 0;
  }
  const full = `${service.name}.${service.namespace}${SUFFIX}`;
  return typeof host === 'string' &&
    host.startsWith('*') &&
    full.endsWith(host.slice(1))
    ? host.length
    : 0;
}
