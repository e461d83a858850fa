import { PeerAuthentication } from '../../istio/PeerAuthentication';
import { KubernetesObject } from '../../kubernetes/KubernetesObject';
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
  const objects: [string, KubernetesObject][] = [
    ...(installation.gitOps === 'argo-cd'
      ? charts.map((chart): [string, KubernetesObject] => [
          `${chart.name}.application.yaml`,
          argoCdApplication(chart, waveOf(chart, charts)),
        ])
      : byFlux(installation.mesh, charts)),
    ...(installation.mesh === 'istio'
      ? [
          [
            'mesh.peer-authentication.yaml',
            meshWide(installation.mtls),
          ] satisfies [string, KubernetesObject],
        ]
      : []),
  ];
  return new Map(
    objects.map(([name, object]) => [
      name,
      managedFile(object, 'installation'),
    ]),
  );
}

function byFlux(
  mesh: string,
  charts: readonly HelmChart[],
): [string, KubernetesObject][] {
  return [
    [
      `${mesh}.helm-repository.yaml`,
      fluxHelmRepository(mesh, charts[0].repository),
    ],
    ...charts.map((chart): [string, KubernetesObject] => [
      `${chart.name}.helm-release.yaml`,
      fluxHelmRelease(chart, mesh),
    ]),
  ];
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
