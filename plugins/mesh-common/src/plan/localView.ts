import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { kinds } from '../kubernetes/kinds';
import { Target } from '../status/Target';
import { ClusterView } from '../view/ClusterView';

// Two groups can have kinds of one name, and a view lists both under it.
const namespacedByKind = new Map(
  kinds.map(({ kind, namespaced }) => [kind, namespaced]),
);

/** Where what runs on every node usually is, such as the network plugin. */
const NODES = 'kube-system';

/**
 * The part of a cluster that a target's status depends on: its namespace, the one with the mesh-wide policies, what is in
 * none, and what runs on every node. A plan makes a new view for every stage, and that must not cost the whole cluster each
 * time.
 */
export function localView(view: ClusterView, target: Target): ClusterView {
  const namespaces = new Set([target.namespace, view.mesh.rootNamespace]);
  return new ClusterView({
    cluster: view.cluster,
    mesh: view.mesh,
    gaps: view.gaps,
    objects: [
      ...[...namespacedByKind].flatMap(([kind, namespaced]) =>
        (namespaced ? [...namespaces] : ['']).flatMap(namespace => [
          ...view.list<KubernetesObject>(kind, namespace),
        ]),
      ),
      ...(namespaces.has(NODES)
        ? []
        : view.list<KubernetesObject>('DaemonSet', NODES)),
    ],
  });
}
