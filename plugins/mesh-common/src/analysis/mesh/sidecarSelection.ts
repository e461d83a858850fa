import { ClusterView } from '../../view/ClusterView';
import { namespaceOf, Sidecar } from './objects';
import { selections } from './selectedPods';

/** Sidecar resources that pick pods by labels. */
export function sidecarSelections(view: ClusterView) {
  return selections(
    view,
    view.listAll<Sidecar>('Sidecar'),
    ({ spec }) => spec?.workloadSelector?.labels,
  );
}

/** Sidecar resources that are for a whole namespace, by namespace. */
export function namespaceSidecars(view: ClusterView): Map<string, Sidecar[]> {
  const byNamespace = new Map<string, Sidecar[]>();
  for (const sidecar of view.listAll<Sidecar>('Sidecar')) {
    const { labels = {} } = sidecar.spec?.workloadSelector ?? {};
    if (Object.keys(labels).length === 0) {
      const namespace = namespaceOf(sidecar);
      byNamespace.set(namespace, [
        ...(byNamespace.get(namespace) ?? []),
        sidecar,
      ]);
    }
  }
  return byNamespace;
}
