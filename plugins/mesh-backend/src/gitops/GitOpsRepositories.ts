import { Target } from '@onmesh/plugin-mesh-common';
import { ScmProvider } from '@onmesh/plugin-mesh-node';

/** Where the manifests of one cluster are kept. */
export interface GitOpsRepository {
  scm: ScmProvider;
  /** Branch that the GitOps controller follows. */
  base: string;
  /** Folder of a target's manifests, relative to the root of the repository. */
  folder(target: Target): string;
  /** Every YAML file below a folder of the base as it is now, by its path in the repository. */
  readYaml(folder: string): Promise<ReadonlyMap<string, string>>;
}

/** Which repository is the source of a cluster. Only the operator says so: nobody who makes a request can name one. */
export interface GitOpsRepositories {
  /** Undefined when none is configured for the cluster. */
  forCluster(cluster: string): GitOpsRepository | undefined;
}
