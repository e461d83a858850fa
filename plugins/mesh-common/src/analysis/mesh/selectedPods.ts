import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { matchesLabels } from '../../kubernetes/labelSelector';
import { ClusterView } from '../../view/ClusterView';
import { fullName, namespaceOf } from './objects';
import { LabelledPod, podsOf } from './podLabels';

/** An object that picks pods of its namespace by labels, with those that it picks. */
export interface Selection<T extends KubernetesObject> {
  object: T;
  labels: Record<string, string>;
  pods: LabelledPod[];
}

/** What objects that name some labels select; those that name none are for a whole namespace and left out. */
export function selections<T extends KubernetesObject>(
  view: ClusterView,
  objects: readonly T[],
  labelsOf: (object: T) => Record<string, string> | undefined,
): Selection<T>[] {
  return objects.flatMap(object => {
    const labels = labelsOf(object) ?? {};
    return Object.keys(labels).length === 0
      ? []
      : [
          {
            object,
            labels,
            pods: podsOf(view, namespaceOf(object)).filter(pod =>
              matchesLabels({ matchLabels: labels }, pod.labels),
            ),
          },
        ];
  });
}

/** Each object that picks a pod which another one picks as well, with the name of such a pod and of the others. */
export function overlaps<T extends KubernetesObject>(
  all: readonly Selection<T>[],
): { object: T; pod: string; others: string[] }[] {
  return all.flatMap(({ object, pods }) => {
    const rivals = all.filter(
      other =>
        other.object !== object && other.pods.some(pod => pods.includes(pod)),
    );
    if (rivals.length === 0) {
      return [];
    }
    const shared = pods.find(pod => rivals[0].pods.includes(pod));
    return [
      {
        object,
        pod: shared?.pod?.metadata.name ?? 'that a workload would make',
        others: rivals.map(rival => fullName(rival.object)).sort(),
      },
    ];
  });
}
