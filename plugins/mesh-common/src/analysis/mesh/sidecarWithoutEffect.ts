import { Namespace } from '../../kubernetes/KubernetesObject';
import { isAmbientNamespace, isAmbientPod } from './dataPlane';
import { about, MeshRule } from './MeshRule';
import { namespaceSidecars, sidecarSelections } from './sidecarSelection';

/**
 * A Sidecar is for pods that have no sidecar, because ztunnel handles their traffic.
 *
 * Source: istio pkg/config/analysis/analyzers/sidecar/selector.go.
 */
export const sidecarWithoutEffect: MeshRule = view => {
  const selecting = sidecarSelections(view)
    .filter(({ pods }) => pods.some(isAmbientPod))
    .map(({ object }) => object);
  const forNamespaces = [...namespaceSidecars(view)]
    .filter(([namespace]) =>
      isAmbientNamespace(view.get<Namespace>('Namespace', '', namespace)),
    )
    .flatMap(([, sidecars]) => sidecars);
  return [...selecting, ...forNamespaces].map(object => ({
    severity: 'warning',
    object: about(object),
    message: 'The pods that it is for are in ambient mode and have no sidecar.',
    action: 'Delete the Sidecar.',
  }));
};
