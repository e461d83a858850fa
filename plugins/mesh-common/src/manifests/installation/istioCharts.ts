import { IstioInstallation } from '../../profile/installationSchema';
import { HelmChart } from './HelmChart';

const REPOSITORY = 'https://istio-release.storage.googleapis.com/charts';
export const ISTIO_NAMESPACE = 'istio-system';

/**
 * The charts of an Istio, each after those that it needs.
 *
 * Source: istio manifests/charts and the order of istio's own instructions for Helm.
 */
export function istioCharts(of: IstioInstallation): HelmChart[] {
  const { revision, ambient, gateway } = of;
  const suffix = revision === undefined ? '' : `-${revision}`;
  const ofRevision = revision === undefined ? {} : { revision };
  const profile = ambient ? { profile: 'ambient' } : {};
  const cni = ambient || of.cni;
  const istiod = `istiod${suffix}`;
  const release = (
    name: string,
    chart: string,
    values: HelmChart['values'],
    after: string[],
  ): HelmChart => ({
    name,
    repository: REPOSITORY,
    chart,
    version: of.version,
    namespace: ISTIO_NAMESPACE,
    values,
    after,
  });
  const hasWebhooks = true as const;
  return [
    {
      ...release(
        'istio-base',
        'base',
        revision === undefined ? {} : { defaultRevision: revision },
        [],
      ),
      hasWebhooks,
    },
    {
      ...release(
        istiod,
        'istiod',
        {
          ...profile,
          ...ofRevision,
          ...(cni && !ambient && { pilot: { cni: { enabled: true } } }),
          meshConfig: {
            outboundTrafficPolicy: {
              mode:
                of.outboundTraffic === 'registry-only'
                  ? 'REGISTRY_ONLY'
                  : 'ALLOW_ANY',
            },
          },
        },
        ['istio-base'],
      ),
      hasWebhooks,
    },
    ...(cni
      ? [release('istio-cni', 'cni', { ...profile, ...ofRevision }, [istiod])]
      : []),
    ...(ambient
      ? [release('ztunnel', 'ztunnel', ofRevision, ['istio-cni'])]
      : []),
    ...(gateway
      ? [
          {
            ...release(gateway.name, 'gateway', ofRevision, [istiod]),
            namespace: gateway.namespace,
          },
        ]
      : []),
  ];
}
