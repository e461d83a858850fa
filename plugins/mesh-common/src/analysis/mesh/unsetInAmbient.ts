import { PeerAuthentication } from '../../istio/PeerAuthentication';
import { Namespace } from '../../kubernetes/KubernetesObject';
import { selectsEverything } from '../../kubernetes/labelSelector';
import { isAmbientNamespace } from './dataPlane';
import { about, MeshRule } from './MeshRule';
import { namespaceOf } from './objects';

/**
 * A namespace in ambient mode has a PeerAuthentication that says nothing. A workload with an exception for one port can then
 * lose the STRICT of the mesh altogether.
 *
 * Source: istio pilot/pkg/serviceregistry/ambient/authorization.go, `convertPeerAuthentication` and
 * `convertedSelectorPeerAuthentications`.
 */
export const unsetInAmbient: MeshRule = view =>
  view
    .listAll<PeerAuthentication>('PeerAuthentication')
    .filter(policy => {
      const namespace = namespaceOf(policy);
      const { selector, mtls } = policy.spec ?? {};
      return (
        namespace !== view.mesh.rootNamespace &&
        selectsEverything(selector) &&
        (mtls?.mode === undefined || mtls.mode === 'UNSET') &&
        isAmbientNamespace(view.get<Namespace>('Namespace', '', namespace))
      );
    })
    .map(policy => ({
      severity: 'warning',
      object: about(policy, 'spec.mtls.mode'),
      message:
        'It sets no mode for the namespace. In ambient mode a workload with an exception for one port can then accept plaintext on all of them, even where the mesh is STRICT.',
      action: 'Set the mode, or delete the policy.',
    }));
