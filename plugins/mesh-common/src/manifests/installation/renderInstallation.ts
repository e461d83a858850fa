import { PeerAuthentication } from '../../istio/PeerAuthentication';
import { MeshInstallation } from '../../profile/installationSchema';
import { managedFile, managedMetadata } from '../managed';
import { argoCdApplication } from './argoCdApplication';
import { fluxHelmRelease, fluxHelmRepository } from './fluxHelmRelease';
import { HelmChart } from './HelmChart';
import { ISTIO_NAMESPACE, istioCharts } from './istioCharts';
import { linkerdCharts } from './linkerdCharts';

/**
 * The files that install a mesh, by their names, for the folder of a GitOps repository that the platform team owns. Each
 * holds one object.
 */
export function renderInstallation(
  installation: MeshInstallation,
): Map<string, string> {
  const charts =
    installation.mesh === 'istio'
      ? istioCharts(installation)
      : linkerdCharts(installation);
  const releases =
    installation.gitOps === 'argo-cd'
      ? charts.map((chart): [string, string] => [
          `${chart.name}.application.yaml`,
          managedFile(argoCdApplication(chart, waveOf(chart, charts))),
        ])
      : [
          ...charts
            .slice(0, 1)
            .map(({ repository }): [string, string] => [
              `${installation.mesh}.helm-repository.yaml`,
              managedFile(fluxHelmRepository(installation.mesh, repository)),
            ]),
          ...charts.map((chart): [string, string] => [
            `${chart.name}.helm-release.yaml`,
            managedFile(fluxHelmRelease(chart, installation.mesh)),
          ]),
        ];
  return new Map([
    ...releases,
    ...(installation.mesh === 'istio'
      ? [
          [
            'mesh.peer-authentication.yaml',
            managedFile(meshWide(installation.mtls)),
          ] as const,
        ]
      : []),
  ]);
}

/** How many charts have to be there before, one after the other. */
function waveOf({ after }: HelmChart, charts: readonly HelmChart[]): number {
  return after.reduce((wave, name) => {
    const before = charts.find(chart => chart.name === name);
    return Math.max(wave, before ? waveOf(before, charts) + 1 : 0);
  }, 0);
}

/** In the root namespace and without a selector, so it is for the whole mesh. */
function meshWide(mode: 'strict' | 'permissive'): PeerAuthentication {
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: managedMetadata({ name: 'default', namespace: ISTIO_NAMESPACE }),
    spec: { mtls: { mode: mode === 'strict' ? 'STRICT' : 'PERMISSIVE' } },
  };
}
