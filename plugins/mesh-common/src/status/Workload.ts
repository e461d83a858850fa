import {
  Namespace,
  Pod,
  PodSpec,
  Service,
  WorkloadObject,
} from '../kubernetes/KubernetesObject';
import { matchesLabels } from '../kubernetes/labelSelector';
import { ClusterView } from '../view/ClusterView';
import { Target } from './Target';

/** A workload with everything around it that its status depends on. */
export interface Workload {
  kind: WorkloadObject['kind'];
  namespace: Namespace;
  name: string;
  /** Labels and annotations that new pods get. */
  template: {
    labels: Record<string, string>;
    annotations: Record<string, string>;
    spec: PodSpec;
  };
  serviceAccount: string;
  pods: readonly Pod[];
  services: readonly Service[];
}

/** A Rollout comes first: with a `workloadRef` it runs the pods of the Deployment that has the same name. */
export const workloadKinds = [
  'Rollout',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
] as const satisfies readonly WorkloadObject['kind'][];

/** The workload that a target names, or undefined when the cluster does not have it. */
export function findWorkload(
  view: ClusterView,
  target: Pick<Target, 'namespace' | 'workload'>,
): Workload | undefined {
  const object = workloadKinds
    .map(kind =>
      view.get<WorkloadObject>(kind, target.namespace, target.workload),
    )
    .find(found => found !== undefined);
  return object && describeWorkload(view, object);
}

function describeWorkload(
  view: ClusterView,
  object: WorkloadObject,
): Workload | undefined {
  const namespace = object.metadata.namespace ?? '';
  const templated = templateOwner(view, object);
  const template = templated?.spec?.template;
  const labels = template?.metadata?.labels ?? {};
  const selector =
    object.spec?.selector?.matchLabels ??
    templated?.spec?.selector?.matchLabels ??
    labels;
  return {
    kind: object.kind,
    name: object.metadata.name,
    namespace: view.get<Namespace>('Namespace', '', namespace) ?? {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    },
    template: {
      labels,
      annotations: template?.metadata?.annotations ?? {},
      spec: template?.spec ?? {},
    },
    serviceAccount: template?.spec?.serviceAccountName ?? 'default',
    pods:
      Object.keys(selector).length === 0
        ? []
        : view
            .list<Pod>('Pod', namespace)
            .filter(
              pod =>
                matchesLabels({ matchLabels: selector }, pod.metadata.labels) &&
                !isFinished(pod),
            ),
    services: view
      .list<Service>('Service', namespace)
      .filter(
        service =>
          Object.keys(service.spec?.selector ?? {}).length > 0 &&
          matchesLabels({ matchLabels: service.spec?.selector }, labels),
      ),
  };
}

/** The object that holds the pod template: the workload itself, or the Deployment that a Rollout refers to. */
function templateOwner(
  view: ClusterView,
  object: WorkloadObject,
): WorkloadObject | undefined {
  if (object.spec?.template || object.kind !== 'Rollout') {
    return object;
  }
  const ref = object.spec?.workloadRef;
  return ref?.kind === 'Deployment'
    ? view.get<WorkloadObject>(
        'Deployment',
        object.metadata.namespace ?? '',
        ref.name,
      )
    : object;
}

/** Whether it runs no more, and never will. */
export function isFinished(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}
