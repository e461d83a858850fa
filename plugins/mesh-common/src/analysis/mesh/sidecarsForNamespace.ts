import { Namespace } from '../../kubernetes/KubernetesObject';
import { isAmbientNamespace } from './dataPlane';
import { about, MeshRule } from './MeshRule';
import { namespaceSidecars } from './sidecarSelection';

/**
 * A namespace has several Sidecars for all its pods. Which of them is in force is not defined.
 *
 * Source: istio pkg/config/analysis/analyzers/sidecar/selector.go.
 */
export const sidecarsForNamespace: MeshRule = view =>
  [...namespaceSidecars(view)]
    .filter(
      ([namespace, sidecars]) =>
        sidecars.length > 1 &&
        !isAmbientNamespace(view.get<Namespace>('Namespace', '', namespace)),
    )
    .flatMap(([namespace, sidecars]) =>
      sidecars.map(object => ({
        severity: 'error' as const,
        object: about(object),
        message: `Namespace ${namespace} has ${sidecars.length} Sidecars without a selector: ${sidecars
          .map(({ metadata }) => metadata.name)
          .sort()
          .join(', ')}. Which one is in force is not defined.`,
        action: 'Keep one of them, or give the others a workloadSelector.',
      })),
    );
