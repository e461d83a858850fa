import { Namespace } from '../../kubernetes/KubernetesObject';
import { ClusterView } from '../../view/ClusterView';

/** Namespaces that say neither that their pods join the mesh nor that they do not. */
export function unlabelledNamespaces(view: ClusterView): Namespace[] {
  return view.listAll<Namespace>('Namespace').filter(({ metadata }) => {
    const { name, labels = {} } = metadata;
    return (
      name !== view.mesh.rootNamespace &&
      !labels['istio-injection'] &&
      labels['istio.io/rev'] === undefined &&
      labels['istio.io/dataplane-mode'] !== 'ambient'
    );
  });
}
