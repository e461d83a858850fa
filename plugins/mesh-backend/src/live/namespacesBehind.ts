import { ClusterView, TargetStatus } from '@onmesh/plugin-mesh-common';

/** What lies in no namespace, such as a Namespace itself. */
const clusterScoped = '';

/**
 * Where the objects lie that decide the status of targets, by cluster: those of the mesh as a whole, of the workload and
 * of its callers.
 */
export function namespacesBehind(
  views: readonly ClusterView[],
  targets: readonly Pick<TargetStatus, 'target' | 'access'>[],
): Map<string, Set<string>> {
  return new Map(
    views.map(({ cluster, mesh }) => [
      cluster,
      new Set([
        clusterScoped,
        mesh.rootNamespace,
        ...targets
          .filter(({ target }) => target.cluster === cluster)
          .flatMap(({ target, access }) => [
            target.namespace,
            ...access.callers.flatMap(({ caller }) => caller.namespace ?? []),
          ]),
      ]),
    ]),
  );
}
