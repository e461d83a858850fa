import { expectedDataPlane } from '../istio/expectedDataPlane';
import { Namespace, Pod } from '../kubernetes/KubernetesObject';
import { proxyOf } from '../status/enrolment';
import { findWorkload } from '../status/Workload';
import { ClusterView } from '../view/ClusterView';
import { PlanContext } from './PlanContext';
import { PlanError } from './PlanError';
import { ownPod } from './ownPod';

/** The label on pods, or their namespace, that takes them into ambient. */
export const DATAPLANE_MODE = 'istio.io/dataplane-mode';

/** How a new pod would be in the mesh of a cluster. */
export function dataPlaneOf(
  view: ClusterView,
  pod: Pod,
): 'sidecar' | 'ambient' | 'none' {
  const name = pod.metadata.namespace ?? '';
  const { revisions, revisionTags, enableNamespacesByDefault } = view.mesh;
  return expectedDataPlane({
    namespace: view.get<Namespace>('Namespace', '', name) ?? {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    },
    pod,
    installed: { revisions, tags: revisionTags, enableNamespacesByDefault },
  }).dataPlane;
}

/**
 * Refuses to change the way in which a workload is in the mesh. While its pods are replaced, some would stand behind a
 * waypoint and some not, and policies attach to the two differently, so there is no order in which nobody is cut off or
 * let in by mistake.
 *
 * @throws PlanError
 */
export function assertSameDataPlane(context: PlanContext): void {
  const { view, target, profile, manifest } = context;
  const live = new Set((findWorkload(view, target)?.pods ?? []).map(proxyOf));
  const label = ownPod(context).metadata.labels?.[DATAPLANE_MODE];
  const ambient = live.has('istio-ambient') || label === 'ambient';
  const sidecar = live.has('istio-sidecar');
  const other = {
    'istio-sidecar': ambient && 'in ambient',
    'istio-ambient': sidecar && 'in the mesh by a sidecar',
    none: false,
  }[profile.mesh];
  if (other) {
    throw new PlanError(
      `${target.workload} is ${other}, and the profile says ${profile.mesh}. There is no safe way from one to the other in one plan: first leave the mesh with the profile mesh: none, then join again. The pods are described in ${manifest.path}.`,
      ['mesh'],
    );
  }
}
