import { ClusterView } from '../../view/ClusterView';
import { serviceHost } from '../routing/hostNames';
import { ANY_NAME, ANY_PORT, judgeMtls } from './judgeMtls';
import { mtlsContext } from './mtlsContext';
import { ScopeMtls } from './ScopeMtls';
import { unknownMtls } from './unknownMtls';

/**
 * Whether traffic within the mesh is mutual TLS, wherever a namespace has no PeerAuthentications and DestinationRules of
 * its own: the mode of the mesh, and what clients with a sidecar send to a service that no rule names.
 *
 * Source: istio pilot/pkg/security/authn/policy_applier.go, pilot/pkg/model/push_context.go, `destinationRule`.
 */
export function meshMtls(view: ClusterView): ScopeMtls {
  const { mesh, rules } = mtlsContext(view);
  return (
    unknownMtls(view) ??
    judgeMtls({
      mesh,
      destination: {
        hostname: serviceHost({ namespace: ANY_NAME, name: ANY_NAME }),
        namespace: ANY_NAME,
        port: ANY_PORT,
        endpoints: [],
      },
      endpoint: { proxy: 'sidecar', namespace: ANY_NAME, port: ANY_PORT },
      namespaces: rules.mesh,
    })
  );
}
