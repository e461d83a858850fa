import { matchesLabels } from '../../kubernetes/labelSelector';
import { about, MeshRule } from './MeshRule';
import { fullName, istioGateways, IstioServer } from './objects';

/**
 * Two Gateways of the same pods use one certificate. Browsers then send requests for the hosts of one over the connection
 * of the other, where they are answered 404.
 *
 * Source: istio pkg/config/analysis/analyzers/gateway/certificate.go.
 */
export const gatewaySharesCertificate: MeshRule = view => {
  const gateways = istioGateways(view);
  return gateways.flatMap(gateway =>
    gateways
      .filter(
        other =>
          other !== gateway &&
          matchesLabels(
            { matchLabels: gateway.spec?.selector },
            other.spec?.selector,
          ),
      )
      .flatMap(other =>
        (gateway.spec?.servers ?? []).flatMap((server, i) =>
          (other.spec?.servers ?? [])
            .filter(theirs => sameCertificate(server.tls, theirs.tls))
            .map(() => ({
              severity: 'warning' as const,
              object: about(gateway, `spec.servers[${i}].tls`),
              message: `Gateway ${fullName(other)} uses the same certificate. Browsers reuse one connection for the hosts of both, and get 404 for those of the other.`,
              action:
                'Put the hosts of one certificate into one Gateway, or use a certificate for each.',
            })),
        ),
      ),
  );
};

function sameCertificate(
  a: IstioServer['tls'] = {},
  b: IstioServer['tls'] = {},
): boolean {
  if (a.credentialName || b.credentialName) {
    return a.credentialName === b.credentialName;
  }
  return (
    Boolean(a.serverCertificate && a.privateKey) &&
    a.serverCertificate === b.serverCertificate &&
    a.privateKey === b.privateKey
  );
}
