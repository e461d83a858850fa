import { ServicePort } from '../kubernetes/KubernetesObject';
import { PortMtls } from './TargetStatus';
import { Workload } from './Workload';

export type WorkloadPort = Pick<PortMtls, 'port' | 'name' | 'protocol'>;

/**
 * The TCP ports that a workload listens on: those that its Services lead to, then those that only its containers declare.
 * Policies are keyed by these, never by the ports of a Service.
 */
export function workloadPorts(workload: Workload): WorkloadPort[] {
  const containerPorts = (workload.template.spec.containers ?? []).flatMap(
    container => container.ports ?? [],
  );
  const resolve = ({ port, targetPort }: ServicePort): number | undefined =>
    typeof targetPort === 'string'
      ? containerPorts.find(p => p.name === targetPort)?.containerPort
      : (targetPort ?? port);
  const found = new Map<number, WorkloadPort>();
  for (const service of workload.services) {
    for (const servicePort of service.spec?.ports ?? []) {
      const port = resolve(servicePort);
      if (port !== undefined && (servicePort.protocol ?? 'TCP') === 'TCP') {
        const name = servicePort.name;
        found.set(port, { port, name, protocol: protocolOf(servicePort) });
      }
    }
  }
  for (const { containerPort, name, protocol } of containerPorts) {
    if (!found.has(containerPort) && (protocol ?? 'TCP') === 'TCP') {
      // Istio reads protocols from Services only.
      found.set(containerPort, {
        port: containerPort,
        name,
        protocol: 'unknown',
      });
    }
  }
  return [...found.values()].sort((a, b) => a.port - b.port);
}

const HTTP = ['http', 'http2', 'grpc', 'grpc-web'];
const TCP = ['tcp', 'tls', 'https', 'mongo', 'mysql', 'redis'];

/**
 * `appProtocol`, else the port name up to its first dash (`grpc-web` whole); anything else is sniffed at run time.
 *
 * Source: istio pkg/config/kube/conversion.go, `ConvertProtocol`.
 */
export function protocolOf({
  appProtocol,
  name = '',
}: ServicePort): WorkloadPort['protocol'] {
  const said = (appProtocol ?? name).toLowerCase();
  const word = said.startsWith('grpc-web') ? 'grpc-web' : said.split('-')[0];
  if (HTTP.includes(word) || said === 'kubernetes.io/h2c') {
    return 'http';
  }
  return TCP.includes(word) ? 'tcp' : 'unknown';
}
