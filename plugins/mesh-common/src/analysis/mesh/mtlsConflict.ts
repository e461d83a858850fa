import { mtlsConflicts } from '../../istio/clientTls/mtlsConflicts';
import { Evidence } from '../../status/Evidence';
import { MeshFinding, MeshRule } from './MeshRule';

/**
 * Clients in the mesh send what servers refuse, because a PeerAuthentication and a DestinationRule do not agree. Told of
 * both, as either can be the one at fault.
 */
export const mtlsConflict: MeshRule = view =>
  mtlsConflicts(view).flatMap(({ server, client, reason, sends }) => {
    const tell = ({ kind, namespace, name, field }: Evidence): MeshFinding => ({
      severity: 'error',
      object: { kind, namespace, name, field },
      message: reason,
      action:
        sends === 'mtls'
          ? 'Accept mTLS with a PeerAuthentication, or do not send it: delete tls of the DestinationRule.'
          : 'Let clients use mTLS: delete tls of the DestinationRule, or set its mode to ISTIO_MUTUAL.',
    });
    return [server, client]
      .filter(object => object !== undefined)
      .map(object => tell(object));
  });
