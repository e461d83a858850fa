import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { kinds } from '../kubernetes/kinds';
import { ANY_NAMESPACE, monitorsByNamespace } from '../kubernetes/Monitor';
import { Target } from '../status/Target';
import { prometheusPods } from '../analysis/prometheusPods';
import { ClusterView } from '../view/ClusterView';

// Two groups can have kinds of one name, and a view lists both under it.
const namespacedByKind = new Map(
  kinds.map(({ kind, namespaced }) => [kind, namespaced]),
);

/** Where what runs on every node usually is, such as the network plugin. */
const NODES = 'kube-system';

/**
 * The part of a cluster that a target's status depends on: its namespace, the one with the mesh-wide policies, what is in
 * none, what runs on every node, who asks for metrics, and which hosts outside are known. A plan makes a new view for every
 * stage, and that must not cost the whole cluster each time.
 */
export function localView(view: ClusterView, target: Target): ClusterView {
  const namespaces = new Set([target.namespace, view.mesh.rootNamespace]);
  const isElsewhere = ({ metadata }: KubernetesObject) =>
    !namespaces.has(metadata.namespace ?? '');
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
      ...view.list<KubernetesObject>('DaemonSet', NODES).filter(isElsewhere),
      ...[target.namespace, ANY_NAMESPACE]
        .flatMap(key => [...view.byIndex(monitorsByNamespace, key)])
        .filter(isElsewhere),
      ...prometheusPods(view).filter(isElsewhere),
      ...view.listAll('ServiceEntry').filter(isElsewhere),
    ],
  });
}
