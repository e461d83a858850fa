import { about, MeshFinding, MeshRule } from './MeshRule';
import { unlabelledNamespaces } from './unlabelledNamespaces';

/**
 * A namespace says nothing of injection, so its pods get no sidecar unless they ask for one.
 *
 * Source: istio pkg/config/analysis/analyzers/injection/injection.go.
 */
export const namespaceNotInjected: MeshRule = view =>
  view.mesh.enableNamespacesByDefault
    ? []
    : unlabelledNamespaces(view).map((namespace): MeshFinding => ({
        severity: 'info',
        object: about(namespace, 'metadata.labels'),
        message: `Namespace ${namespace.metadata.name} has no label for injection: its pods get no sidecar unless they ask for one.`,
        action:
          'Label it istio-injection=enabled to have all its pods join, or istio-injection=disabled to say that it is meant.',
      }));
