import { PeerAuthentication } from '../../istio/PeerAuthentication';
import { selectsEverything } from '../../kubernetes/labelSelector';
import { about, MeshRule } from './MeshRule';

/**
 * A PeerAuthentication of the root namespace has a selector. Other than an AuthorizationPolicy, it is then ignored for all
 * namespaces but its own.
 *
 * Source: istio pilot/pkg/model/authentication.go, `addPeerAuthentication`; pilot/pkg/security/authn/policy_applier.go,
 * `ComposePeerAuthentication`.
 */
export const rootPolicyWithSelector: MeshRule = view =>
  view
    .list<PeerAuthentication>('PeerAuthentication', view.mesh.rootNamespace)
    .filter(({ spec }) => !selectsEverything(spec?.selector))
    .map(policy => ({
      severity: 'warning',
      object: about(policy, 'spec.selector'),
      message: `In the root namespace ${view.mesh.rootNamespace} a PeerAuthentication with a selector is ignored.`,
      action: 'Move it into the namespace of the workloads that it means.',
    }));
