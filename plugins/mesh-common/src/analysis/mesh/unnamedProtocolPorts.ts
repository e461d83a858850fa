import { Service, ServicePort } from '../../kubernetes/KubernetesObject';
import { protocolOf } from '../../status/workloadPorts';
import { isControlPlane } from './objects';

const MANAGED_GATEWAY = 'gateway.istio.io/managed';
const SYSTEM = ['kube-system', 'kube-public', 'kube-node-lease'];

/** The ports of a Service whose name does not tell the protocol. Istio's own Services and those of its gateways may do that. */
export function unnamedProtocolPorts(
  service: Service,
  options: { tcpToo?: boolean } = {},
): { port: ServicePort; index: number }[] {
  const { namespace = '', labels = {} } = service.metadata;
  if (
    isControlPlane(service) ||
    labels[MANAGED_GATEWAY] !== undefined ||
    SYSTEM.includes(namespace)
  ) {
    return [];
  }
  return (service.spec?.ports ?? [])
    .map((port, index) => ({ port, index }))
    .filter(
      ({ port }) =>
        (port.protocol ?? 'TCP') === 'TCP' &&
        (protocolOf(port) === 'unknown' ||
          (options.tcpToo && port.name === 'tcp')),
    );
}
