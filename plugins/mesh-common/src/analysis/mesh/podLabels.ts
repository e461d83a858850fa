import { Pod, WorkloadObject } from '../../kubernetes/KubernetesObject';
import { ClusterView } from '../../view/ClusterView';
import { workloadKinds } from '../../status/Workload';
import { groupBy } from '../../groupBy';
import { memoByView } from './memoByView';
import { namespaceOf } from './objects';

/** A pod, or one that there will be. */
export interface LabelledPod {
  namespace: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  hasProxy: boolean;
  /** Absent for those that a workload scaled to zero would make. */
  pod?: Pod;
}

/**
 * The pods of each namespace, and those that workloads without pods would make, so that a workload scaled to zero does not
 * make every selector dangle. In manifests there is nothing else.
 */
export const podsByNamespace = memoByView(
  (view: ClusterView): ReadonlyMap<string, readonly LabelledPod[]> => {
    const pods = view.listAll<Pod>('Pod').map((pod): LabelledPod => ({
      namespace: namespaceOf(pod),
      labels: pod.metadata.labels ?? {},
      annotations: pod.metadata.annotations ?? {},
      hasProxy: [
        ...(pod.spec?.containers ?? []),
        ...(pod.spec?.initContainers ?? []),
      ].some(({ name }) => name === 'istio-proxy'),
      pod,
    }));
    const made = workloadKinds
      .flatMap(kind => view.listAll<WorkloadObject>(kind))
      .map((workload): LabelledPod => ({
        namespace: namespaceOf(workload),
        labels: workload.spec?.template?.metadata?.labels ?? {},
        annotations: workload.spec?.template?.metadata?.annotations ?? {},
        hasProxy: (workload.spec?.template?.spec?.containers ?? []).some(
          ({ name }) => name === 'istio-proxy',
        ),
      }));
    return groupBy([...pods, ...made], ({ namespace }) => namespace);
  },
);

/** All pods of a view, see {@link podsByNamespace}. */
export function allPods(view: ClusterView): LabelledPod[] {
  return [...podsByNamespace(view).values()].flat();
}

export function podsOf(view: ClusterView, namespace: string) {
  return podsByNamespace(view).get(namespace) ?? [];
}
