import { resolve } from 'node:path';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ClusterReader } from '@onmesh/plugin-mesh-node';
import { DemoClusterReader } from '../demo/DemoClusterReader';
import { readDemoRepository } from '../demo/readDemoRepository';
import { CombinedClusterReader } from './CombinedClusterReader';
import { KubernetesClusterReader } from './KubernetesClusterReader';
import { readMeshSettings } from './readMeshSettings';
import { SnapshotClusterReader } from './SnapshotClusterReader';

/**
 * The clusters of `mesh.clusters`. Reading begins at once and goes on until the reader is closed. Paths are relative to
 * the working directory of the backend.
 *
 * @throws InputError for an entry that cannot be understood, or a name that is given twice
 */
export function createClusterReader(config: Config): ClusterReader {
  const entries = config.getOptionalConfigArray('mesh.clusters') ?? [];
  // All are checked before the first begins to read.
  const creators = entries.map(creatorOf);
  const names = entries.map(entry => entry.getString('name'));
  CombinedClusterReader.assertDistinct(names);
  return new CombinedClusterReader(creators.map(create => create()));
}

function creatorOf(entry: Config): () => ClusterReader {
  const cluster = entry.getString('name');
  const type = entry.getString('type');
  const mesh = readMeshSettings(entry.getOptionalConfig('mesh'));
  switch (type) {
    case 'snapshot': {
      const folder = resolve(entry.getString('path'));
      return () => new SnapshotClusterReader({ cluster, folder, mesh });
    }
    case 'kubernetes': {
      const kubeconfig = entry.getOptionalString('kubeconfig');
      const options = {
        cluster,
        mesh,
        kubeconfig: kubeconfig === undefined ? undefined : resolve(kubeconfig),
        context: entry.getOptionalString('context'),
        namespaces: entry.getOptionalStringArray('namespaces'),
        waitMs: entry.getOptionalNumber('waitMs'),
      };
      return () => new KubernetesClusterReader(options);
    }
    case 'demo': {
      const snapshot = resolve(entry.getString('path'));
      const { git, branch, seed } = readDemoRepository(entry);
      return () =>
        new DemoClusterReader({ cluster, snapshot, seed, git, branch, mesh });
    }
    default:
      throw new InputError(
        `Cluster ${cluster} has the type ${JSON.stringify(type)}; write snapshot, kubernetes or demo`,
      );
  }
}
