import { Pod } from '../kubernetes/KubernetesObject';
import { ClusterView } from '../view/ClusterView';

/** Where a Prometheus is usually installed, besides the mesh's own namespace. */
const USUAL = ['monitoring', 'prometheus', 'observability'];

/** The pods of a Prometheus, by its usual labels and places; empty where there is none of that kind. */
export function prometheusPods(view: ClusterView): Pod[] {
  return [view.mesh.rootNamespace, ...USUAL]
    .flatMap(namespace => view.list<Pod>('Pod', namespace))
    .filter(
      ({ metadata: { labels } }) =>
        labels?.['app.kubernetes.io/name'] === 'prometheus' ||
        labels?.app === 'prometheus',
    );
}
