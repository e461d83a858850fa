import {
  KubernetesObject,
  WorkloadObject,
} from '../kubernetes/KubernetesObject';
import { matchesLabels } from '../kubernetes/labelSelector';
import { workloadKinds } from '../status/Workload';
import { PlanContext } from './PlanContext';

/**
 * Other workloads whose pods the labels select by which policies are for this one. Kubernetes tells the pods of two workloads
 * apart all the same, by who made them; Istio does not.
 */
export function othersSelected({
  view,
  target,
  objects,
  manifest,
  profile,
}: PlanContext): string[] {
  // There it is meant: policies hold for all versions.
  if (profile.canary?.versions) {
    return [];
  }
  const live = workloadKinds.flatMap(kind =>
    view.list<WorkloadObject>(kind, target.namespace),
  );
  const written = objects.map(({ object }) => object).filter(isWorkload);
  const names = [...live, ...written]
    .filter(
      ({ metadata, spec }) =>
        metadata.name !== target.workload &&
        spec?.template !== undefined &&
        matchesLabels(
          { matchLabels: manifest.selector },
          spec.template.metadata?.labels,
        ),
    )
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  return [...new Set(names)].sort();
}

function isWorkload(object: KubernetesObject): object is WorkloadObject {
  return workloadKinds.some(kind => kind === object.kind);
}
