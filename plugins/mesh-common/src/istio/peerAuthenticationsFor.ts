import { byAge } from '../kubernetes/byAge';
import { matchesLabels, selectsEverything } from '../kubernetes/labelSelector';
import { PeerAuthentication } from './PeerAuthentication';

/** The workload that a question is about. Labels are those of its pods. */
export interface WorkloadIdentity {
  namespace: string;
  labels?: Record<string, string>;
}

/** The one PeerAuthentication of each level that Istio reads for a workload; the others of a level have no effect. */
export interface EffectivePeerAuthentications {
  mesh?: PeerAuthentication;
  namespace?: PeerAuthentication;
  workload?: PeerAuthentication;
}

/**
 * Picks the PeerAuthentication of each level. The oldest of a level wins and the rest are ignored whole, not merged. In
 * the root namespace one with a selector has no effect, unlike an AuthorizationPolicy there.
 *
 * Source: istio pilot/pkg/security/authn/policy_applier.go, `ComposePeerAuthentication`.
 */
export function peerAuthenticationsFor(options: {
  workload: WorkloadIdentity;
  policies: readonly PeerAuthentication[];
  /** Where mesh-wide policies live: `rootNamespace` of the mesh config. */
  rootNamespace: string;
}): EffectivePeerAuthentications {
  const { workload, policies, rootNamespace } = options;
  const oldest = (
    namespace: string,
    applies: (policy: PeerAuthentication) => boolean,
  ) =>
    policies
      .filter(p => p.metadata.namespace === namespace && applies(p))
      .sort(byAge)[0];

  const selectsScope = (policy: PeerAuthentication) =>
    selectsEverything(policy.spec?.selector);
  const mesh = oldest(rootNamespace, selectsScope);
  if (workload.namespace === rootNamespace) {
    return { mesh };
  }
  return {
    mesh,
    namespace: oldest(workload.namespace, selectsScope),
    workload: oldest(
      workload.namespace,
      policy =>
        !selectsScope(policy) &&
        matchesLabels(policy.spec?.selector, workload.labels),
    ),
  };
}
