import { about, MeshFinding, MeshRule } from './MeshRule';
import { unlabelledNamespaces } from './unlabelledNamespaces';

/**
 * A namespace says nothing of injection, and the mesh injects all that do not refuse.
 *
 * Source: istio pkg/config/analysis/analyzers/injection/injection.go.
 */
export const namespaceInjectedByDefault: MeshRule = view =>
  view.mesh.enableNamespacesByDefault
    ? unlabelledNamespaces(view).map((namespace): MeshFinding => ({
        severity: 'info',
        object: about(namespace, 'metadata.labels'),
        message: `Pods of namespace ${namespace.metadata.name} get a sidecar, because this mesh injects namespaces without a label.`,
        action:
          'Label it istio-injection=enabled to say that it is meant, or disabled to prevent it.',
      }))
    : [];
