import {
  Canary,
  CanaryRevision,
  canaryRevision,
  ClusterView,
  WorkloadObject,
} from '@onmesh/plugin-mesh-common';

/** What of a Canary is on its way, by the objects of its cluster; undefined when nothing is, or it is not known. */
export function revisionIn(
  view: ClusterView,
  canary: Canary,
): CanaryRevision | undefined {
  const { kind, name = '' } = canary.spec?.targetRef ?? {};
  const { namespace = '' } = canary.metadata;
  return canaryRevision(
    canary,
    view
      .list<WorkloadObject>(
        kind === 'DaemonSet' ? kind : 'Deployment',
        namespace,
      )
      .find(
        workload => workload.kind === kind && workload.metadata.name === name,
      ),
  );
}
