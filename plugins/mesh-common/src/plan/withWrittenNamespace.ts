import { KubernetesObject, Namespace } from '../kubernetes/KubernetesObject';
import { ClusterView } from '../view/ClusterView';

/**
 * The cluster as it is once the labels are applied that the repository has for a namespace: they decide which pods join,
 * merged a moment ago or not.
 */
export function withWrittenNamespace(
  view: ClusterView,
  written: KubernetesObject | undefined,
): ClusterView {
  const labels = written?.metadata.labels;
  if (!written || !labels) {
    return view;
  }
  const { name } = written.metadata;
  const live = view.get<Namespace>('Namespace', '', name);
  const applied: Namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    ...live,
    metadata: {
      ...live?.metadata,
      name,
      labels: { ...live?.metadata.labels, ...labels },
    },
  };
  return Object.entries(labels).every(
    ([label, value]) => live?.metadata.labels?.[label] === value,
  )
    ? view
    : new ClusterView({
        cluster: view.cluster,
        mesh: view.mesh,
        gaps: view.gaps,
        objects: [...view.objects().filter(one => one !== live), applied],
      });
}
