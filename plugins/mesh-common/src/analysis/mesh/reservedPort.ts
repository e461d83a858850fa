import { Service, WorkloadObject } from '../../kubernetes/KubernetesObject';
import { workloadKinds } from '../../status/Workload';
import { about, MeshRule } from './MeshRule';
import { isControlPlane } from './objects';

/** Ports that the proxy itself listens on in every pod. */
export const proxyPorts: readonly number[] = [
  15000, 15001, 15004, 15006, 15008, 15020, 15021, 15053, 15090,
];

const taken = (port: number) => ({
  severity: 'error' as const,
  message: `Port ${port} is the proxy's own, so in the mesh the application cannot have it.`,
  action: 'Let the application listen on another port.',
});

/**
 * A container or Service uses a port that the proxy has.
 *
 * Source: istio pilot/cmd/pilot-agent/status/server.go; Istio's documentation of application requirements.
 */
export const reservedPort: MeshRule = view => [
  ...workloadKinds
    .flatMap(kind => view.listAll<WorkloadObject>(kind))
    .filter(workload => !isControlPlane(workload) && !isGateway(workload))
    .flatMap(workload =>
      (workload.spec?.template?.spec?.containers ?? []).flatMap(
        ({ name, ports = [] }, i) =>
          name === 'istio-proxy'
            ? []
            : ports.flatMap(({ containerPort }, j) =>
                proxyPorts.includes(containerPort)
                  ? [
                      {
                        ...taken(containerPort),
                        object: about(
                          workload,
                          `spec.template.spec.containers[${i}].ports[${j}].containerPort`,
                        ),
                      },
                    ]
                  : [],
              ),
      ),
    ),
  ...view
    .listAll<Service>('Service')
    .filter(service => !isControlPlane(service) && !isGateway(service))
    .flatMap(service =>
      (service.spec?.ports ?? []).flatMap(({ port, targetPort = port }, i) =>
        typeof targetPort === 'number' && proxyPorts.includes(targetPort)
          ? [
              {
                ...taken(targetPort),
                object: about(service, `spec.ports[${i}].targetPort`),
              },
            ]
          : [],
      ),
    ),
];

function isGateway({
  metadata: { labels = {} },
}: Service | WorkloadObject): boolean {
  return (
    labels['gateway.istio.io/managed'] !== undefined ||
    labels['gateway.networking.k8s.io/gateway-name'] !== undefined
  );
}
