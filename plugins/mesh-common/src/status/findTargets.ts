import { WorkloadObject } from '../kubernetes/KubernetesObject';
import {
  LabelSelector,
  matchesLabelSelector,
} from '../kubernetes/labelSelector';
import { ClusterView } from '../view/ClusterView';
import { ViewIndex } from '../view/ViewIndex';
import { Target } from './Target';
import { workloadKinds } from './Workload';

/** By each label of their own and of their pods, as `key=value`. */
const workloadsByLabel: ViewIndex<WorkloadObject> = {
  kinds: workloadKinds,
  keysOf: ({ metadata, spec }) =>
    [metadata.labels, spec?.template?.metadata?.labels].flatMap(labels =>
      Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`),
    ),
};

/**
 * The workloads of one cluster that a selector finds, by name. The selector is held against the workload's own labels,
 * as Backstage's Kubernetes plugin does, and against those of its pods, because many teams label only the pods.
 */
export function findTargets(
  view: ClusterView,
  lookup: { namespace?: string; selector: LabelSelector },
): Target[] {
  const found = candidates(view, lookup).filter(
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

/** Among which a selector has to look: its requirement of one label tells, so that not every workload must be asked. */
function candidates(
  view: ClusterView,
  { namespace, selector }: { namespace?: string; selector: LabelSelector },
): readonly WorkloadObject[] {
  if (namespace !== undefined) {
    return workloadKinds.flatMap(kind =>
      view.list<WorkloadObject>(kind, namespace),
    );
  }
  const labels = requiredLabels(selector);
  return labels
    ? labels.flatMap(label => view.byIndex(workloadsByLabel, label))
    : workloadKinds.flatMap(kind => view.listAll<WorkloadObject>(kind));
}

/** Labels of which whatever the selector finds has one; undefined where it can do without. */
function requiredLabels({
  matchLabels = {},
  matchExpressions = [],
}: LabelSelector): string[] | undefined {
  const [first] = [
    ...Object.entries(matchLabels).map(([key, value]) => ({
      key,
      values: [value],
    })),
    ...matchExpressions.filter(({ operator }) => operator === 'In'),
  ];
  return first?.values?.map(value => `${first.key}=${value}`);
}
