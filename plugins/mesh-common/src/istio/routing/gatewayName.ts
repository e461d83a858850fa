/** The name that stands for all sidecars among the gateways of a VirtualService. */
export const meshGateway = 'mesh';

/**
 * The `namespace/name` of a gateway as a VirtualService names it: a bare name and `./name` are of the VirtualService's own
 * namespace; the old form `name.namespace`, with or without a domain, still works.
 *
 * Source: istio pilot/pkg/model/config.go, `resolveGatewayName`.
 */
export function resolveGatewayName(gateway: string, namespace: string): string {
  if (gateway === meshGateway) {
    return gateway;
  }
  if (gateway.includes('/')) {
    return gateway.startsWith('./')
      ? `${namespace}/${gateway.slice(2)}`
      : gateway;
  }
  const [name, owner = namespace] = gateway.split('.');
  return `${owner}/${name}`;
}
