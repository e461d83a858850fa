import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { managedMetadata } from '../managed';
import { HelmChart } from './HelmChart';

const NAMESPACE = 'flux-system';

/** `source.toolkit.fluxcd.io/v1` HelmRepository, as far as we write it. */
export interface FluxHelmRepository extends KubernetesObject {
  kind: 'HelmRepository';
  spec: { interval: string; url: string };
}

/** `helm.toolkit.fluxcd.io/v2` HelmRelease, as far as we write it. */
export interface FluxHelmRelease extends KubernetesObject {
  kind: 'HelmRelease';
  spec: {
    interval: string;
    releaseName: string;
    targetNamespace: string;
    storageNamespace: string;
    dependsOn?: { name: string }[];
    chart: {
      spec: {
        chart: string;
        version: string;
        sourceRef: { kind: 'HelmRepository'; name: string };
      };
    };
    install: { createNamespace: boolean; crds: 'CreateReplace' };
    upgrade: { crds: 'CreateReplace' };
    values: object;
  };
}

/** Where Flux finds charts. */
export function fluxHelmRepository(
  name: string,
  url: string,
): FluxHelmRepository {
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'HelmRepository',
    metadata: managedMetadata({ name, namespace: NAMESPACE }),
    spec: { interval: '1h', url },
  };
}

/** A HelmRelease of Flux for one chart. */
export function fluxHelmRelease(
  release: HelmChart,
  repository: string,
): FluxHelmRelease {
  return {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: managedMetadata({ name: release.name, namespace: NAMESPACE }),
    spec: {
      interval: '1h',
      releaseName: release.name,
      targetNamespace: release.namespace,
      storageNamespace: release.namespace,
      ...(release.after.length > 0 && {
        dependsOn: release.after.map(name => ({ name })),
      }),
      chart: {
        spec: {
          chart: release.chart,
          version: release.version,
          sourceRef: { kind: 'HelmRepository', name: repository },
        },
      },
      install: { createNamespace: true, crds: 'CreateReplace' },
      // Helm itself leaves the definitions of an older version in place.
      upgrade: { crds: 'CreateReplace' },
      values: release.values,
    },
  };
}
