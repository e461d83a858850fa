import { WorkloadObject } from '../kubernetes/KubernetesObject';
import {
  LabelSelector,
  matchesLabelSelector,
} from '../kubernetes/labelSelector';
import { ClusterView } from '../view/ClusterView';
import { Target } from './Target';
import { workloadKinds } from './Workload';

/**
 * The workloads of one cluster that a selector finds, by name. The selector is held against the workload's own labels,
 * as Backstage's Kubernetes plugin does, and against those of its pods, because many teams label only the pods.
 */
export function findTargets(
  view: ClusterView,
  lookup: { namespace?: string; selector: LabelSelector },
): Target[] {
  const found = workloadKinds
    .flatMap(kind =>
      lookup.namespace === undefined
        ? view.listAll<WorkloadObject>(kind)
        : view.list<WorkloadObject>(kind, lookup.namespace),
    )
    .filter(
      ({ metadata, spec }) =>
        matchesLabelSelector(lookup.selector, metadata.labels) ||
        matchesLabelSelector(lookup.selector, spec?.template?.metadata?.labels),
    );
  // A Rollout and the Deployment that it refers to are one workload.
  const referred = new Set(
    found.flatMap(({ metadata, spec }) =>
      spec?.workloadRef?.kind === 'Deployment'
        ? [`${metadata.namespace}/${spec.workloadRef.name}`]
        : [],
    ),
  );
  const names = found
    .filter(
      ({ kind, metadata }) =>
        kind !== 'Deployment' ||
        !referred.has(`${metadata.namespace}/${metadata.name}`),
    )
    .map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`);
  return [...new Set(names)].sort().map(name => {
    const [namespace, workload] = name.split('/');
    return { cluster: view.cluster, namespace, workload };
  });
}
