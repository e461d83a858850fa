import { AuthorizationPolicy } from '../../istio/authorization/AuthorizationPolicy';
import { matchesLabels } from '../../kubernetes/labelSelector';
import { ClusterView } from '../../view/ClusterView';
import { isAmbientPod } from './dataPlane';
import { about, MeshRule } from './MeshRule';
import { labelText, namespaceOf } from './objects';
import { allPods, LabelledPod, podsOf } from './podLabels';

/**
 * An AuthorizationPolicy is for pods that there are none of in the mesh.
 *
 * Source: istio pkg/config/analysis/analyzers/authz/authorizationpolicies.go.
 */
export const policySelectsNothing: MeshRule = view =>
  view
    .listAll<AuthorizationPolicy>('AuthorizationPolicy')
    .filter(policy => !isInUse(view, policy))
    .map(policy => {
      const { selector } = policy.spec ?? {};
      return {
        severity: 'warning',
        object: about(policy, 'spec.selector'),
        message: selector
          ? `No pod in the mesh has the labels ${labelText(selector.matchLabels)}, so this policy protects nothing.`
          : `Namespace ${policy.metadata.namespace} has no pod in the mesh, so this policy protects nothing.`,
        action:
          'Correct the selector, or take the workload onto the mesh first.',
      };
    });

function isInUse(view: ClusterView, policy: AuthorizationPolicy): boolean {
  const { selector, targetRef, targetRefs } = policy.spec ?? {};
  const namespace = namespaceOf(policy);
  const isForAll = namespace === view.mesh.rootNamespace;
  if (targetRef || targetRefs || (isForAll && !selector)) {
    return true;
  }
  return (isForAll ? allPods(view) : podsOf(view, namespace)).some(
    pod => isInMesh(view, pod) && matchesLabels(selector, pod.labels),
  );
}

const INJECT = 'sidecar.istio.io/inject';

function isInMesh(view: ClusterView, pod: LabelledPod): boolean {
  if (pod.hasProxy || isAmbientPod(pod)) {
    return true;
  }
  const asked = pod.labels[INJECT] ?? pod.annotations[INJECT];
  const { labels = {} } =
    view.get('Namespace', '', pod.namespace)?.metadata ?? {};
  return asked === undefined
    ? labels['istio-injection'] === 'enabled' ||
        labels['istio.io/rev'] !== undefined ||
        // What a workload would make has no annotation of ztunnel's yet.
        (!pod.pod && labels['istio.io/dataplane-mode'] === 'ambient')
    : asked === 'true';
}
