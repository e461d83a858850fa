import { PodSpec, ServicePort } from '../kubernetes/KubernetesObject';
import { protocolWord } from './protocolWord';
import { PortMtls } from './TargetStatus';
import { Workload } from './Workload';

export type WorkloadPort = Pick<PortMtls, 'port' | 'name' | 'protocol'>;

/**
 * The TCP ports that a workload listens on: those that its Services lead to, then those that only its containers declare.
 * Policies are keyed by these, never by the ports of a Service.
 */
export function workloadPorts(workload: Workload): WorkloadPort[] {
  const containerPorts = containerPortsOf(workload);
  const found = new Map<number, WorkloadPort>();
  for (const service of workload.services) {
    for (const servicePort of service.spec?.ports ?? []) {
      const port = listeningPort(workload, servicePort);
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

/** The port that a workload listens on behind a port of its Service; undefined where no container has one of that name. */
export function listeningPort(
  workload: { template: { spec?: PodSpec } },
  { port, targetPort }: ServicePort,
): number | undefined {
  return typeof targetPort === 'string'
    ? containerPortsOf(workload).find(({ name }) => name === targetPort)
        ?.containerPort
    : (targetPort ?? port);
}

function containerPortsOf({ template }: { template: { spec?: PodSpec } }) {
  return (template.spec?.containers ?? []).flatMap(
    container => container.ports ?? [],
  );
}

const HTTP = ['http', 'http2', 'http_proxy', 'grpc', 'grpc-web'];
const TCP = ['tcp', 'tls', 'https', 'mongo', 'mysql', 'redis'];
/** Names that Kubernetes itself gives protocols; they count only as `appProtocol`. */
const KUBERNETES: Partial<Record<string, WorkloadPort['protocol']>> = {
  'kubernetes.io/h2c': 'http',
  'kubernetes.io/ws': 'http',
  'kubernetes.io/wss': 'tcp',
};
/** Servers that speak first: mail, DNS, MySQL, MongoDB. Sniffing would break them. */
const NEVER_SNIFFED = [25, 53, 3306, 27017];

/**
 * `appProtocol`, else the port name up to its first dash (`grpc-web` whole); anything else is sniffed at run time.
 *
 * Source: istio pkg/config/kube/conversion.go, `ConvertProtocol`.
 */
export function protocolOf({
  appProtocol,
  name,
  port,
}: Pick<
  ServicePort,
  'appProtocol' | 'name' | 'port'
>): WorkloadPort['protocol'] {
  const known = appProtocol && KUBERNETES[appProtocol];
  if (known) {
    return known;
  }
  const word = protocolWord({ appProtocol, name });
  if (HTTP.includes(word)) {
    return 'http';
  }
  return TCP.includes(word) || NEVER_SNIFFED.includes(port) ? 'tcp' : 'unknown';
}
