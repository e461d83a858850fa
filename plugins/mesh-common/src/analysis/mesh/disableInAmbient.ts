import { PeerAuthentication } from '../../istio/PeerAuthentication';
import { Namespace } from '../../kubernetes/KubernetesObject';
import { isAmbientNamespace } from './dataPlane';
import { about, MeshRule } from './MeshRule';
import { namespaceOf } from './objects';

/**
 * A PeerAuthentication for a namespace in ambient mode turns mTLS off, which cannot be done there: plaintext is let in besides,
 * and what comes from the mesh is encrypted as before.
 *
 * Source: istio pilot/pkg/serviceregistry/ambient/authorization.go, `convertPeerAuthentication`.
 */
export const disableInAmbient: MeshRule = view =>
  view
    .listAll<PeerAuthentication>('PeerAuthentication')
    .filter(policy =>
      isAmbientNamespace(
        view.get<Namespace>('Namespace', '', namespaceOf(policy)),
      ),
    )
    .flatMap(policy => {
      const { mtls, portLevelMtls } = policy.spec ?? {};
      return [
        ...(mtls?.mode === 'DISABLE' ? ['spec.mtls.mode'] : []),
        ...Object.entries(portLevelMtls ?? {})
          .filter(([, { mode }]) => mode === 'DISABLE')
          .map(([port]) => `spec.portLevelMtls[${port}].mode`),
      ].map(field => ({
        severity: 'info' as const,
        object: about(policy, field),
        message:
          'DISABLE is PERMISSIVE in ambient mode: plaintext is let in, and callers in the mesh go on sending mTLS.',
        action: 'Write PERMISSIVE, which says what is done.',
      }));
    });
