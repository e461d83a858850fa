import {
  Service,
  ServicePort,
  WorkloadObject,
} from '../../kubernetes/KubernetesObject';
import { matchesLabels } from '../../kubernetes/labelSelector';
import { workloadKinds } from '../../status/Workload';
import { ClusterView } from '../../view/ClusterView';
import { about, MeshRule } from './MeshRule';
import { namespaceOf } from './objects';

/**
 * A Service leads to a port that no container of its workloads declares. A container may listen without declaring it, so
 * only workloads that declare some ports are judged; a port by name must be declared.
 */
export const targetPortNotListened: MeshRule = view =>
  view.listAll<Service>('Service').flatMap(service => {
    const declared = portsBehind(view, service);
    return declared.length === 0
      ? []
      : (service.spec?.ports ?? []).flatMap((port, i) => {
          const target = port.targetPort || port.port;
          return isDeclared(port, declared)
            ? []
            : [
                {
                  severity: 'warning' as const,
                  object: about(service, `spec.ports[${i}].targetPort`),
                  message: `Port ${port.port} leads to port ${target} of the pods, which none of their containers declares.`,
                  action:
                    'Correct targetPort, or declare the port in the container.',
                },
              ];
        });
  });

type ContainerPort = { name?: string; containerPort: number };

function portsBehind(view: ClusterView, service: Service): ContainerPort[] {
  const { selector = {} } = service.spec ?? {};
  const managed = service.metadata.labels?.['gateway.istio.io/managed'];
  if (Object.keys(selector).length === 0 || managed !== undefined) {
    return [];
  }
  return workloadKinds
    .flatMap(kind => view.list<WorkloadObject>(kind, namespaceOf(service)))
    .map(({ spec }) => spec?.template)
    .filter(template =>
      matchesLabels({ matchLabels: selector }, template?.metadata?.labels),
    )
    .flatMap(template => template?.spec?.containers ?? [])
    .flatMap(({ ports = [] }) => ports);
}

function isDeclared(
  { targetPort, port }: ServicePort,
  declared: readonly ContainerPort[],
): boolean {
  const target = targetPort || port;
  return declared.some(({ name, containerPort }) =>
    typeof target === 'number' ? containerPort === target : name === target,
  );
}
