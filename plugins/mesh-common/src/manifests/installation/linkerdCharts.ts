import { LinkerdInstallation } from '../../profile/installationSchema';
import { HelmChart } from './HelmChart';

const REPOSITORY = 'https://helm.linkerd.io/edge';
const NAMESPACE = 'linkerd';

/**
 * The charts of a Linkerd. Certificate and key of its issuer come from the Secret `linkerd-identity-issuer`, which
 * cert-manager or a person makes: keys do not belong in Git.
 *
 * Source: linkerd2 charts/linkerd-control-plane/values.yaml, `identity.issuer.scheme`.
 */
export function linkerdCharts(of: LinkerdInstallation): HelmChart[] {
  const at = {
    repository: REPOSITORY,
    version: of.version,
    namespace: NAMESPACE,
  };
  return [
    {
      ...at,
      name: 'linkerd-crds',
      chart: 'linkerd-crds',
      values: {},
      after: [],
    },
    {
      ...at,
      name: 'linkerd-control-plane',
      chart: 'linkerd-control-plane',
      values: {
        identityTrustAnchorsPEM: of.trustAnchorsPem,
        identity: { issuer: { scheme: 'kubernetes.io/tls' } },
      },
      hasWebhooks: true,
      after: ['linkerd-crds'],
    },
  ];
}
