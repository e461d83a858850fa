import { Container } from '../kubernetes/KubernetesObject';
import { Workload } from './Workload';

const KINDS = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;

/** A probe that the kubelet makes over the network. */
export interface NetworkProbe {
  container: string;
  kind: (typeof KINDS)[number];
  by: 'http' | 'tcp' | 'grpc';
  /** That the container listens on. */
  port: number;
  /** Of a request by HTTP. */
  path?: string;
  /** Within the template of the workload. */
  field: string;
}

/** The probes over the network of a workload's new pods. One that names a port which the container lacks fails anyway. */
export function networkProbes({
  template: { spec },
}: Workload): NetworkProbe[] {
  return (['containers', 'initContainers'] as const).flatMap(list =>
    (spec[list] ?? []).flatMap((container, at) =>
      KINDS.flatMap(kind => {
        const probe = probeOf(container, kind);
        return probe
          ? [
              {
                container: container.name,
                kind,
                ...probe,
                field: `spec.template.spec.${list}[${at}].${kind}`,
              },
            ]
          : [];
      }),
    ),
  );
}

function probeOf(
  container: Container,
  kind: NetworkProbe['kind'],
): Pick<NetworkProbe, 'by' | 'port' | 'path'> | undefined {
  const { httpGet, tcpSocket, grpc } = container[kind] ?? {};
  const numberOf = (port: number | string) =>
    typeof port === 'number'
      ? port
      : container.ports?.find(({ name }) => name === port)?.containerPort;
  if (httpGet) {
    const port = numberOf(httpGet.port);
    return port === undefined
      ? undefined
      : { by: 'http', port, path: httpGet.path ?? '/' };
  }
  if (tcpSocket) {
    const port = numberOf(tcpSocket.port);
    return port === undefined ? undefined : { by: 'tcp', port };
  }
  return grpc && { by: 'grpc', port: grpc.port };
}
