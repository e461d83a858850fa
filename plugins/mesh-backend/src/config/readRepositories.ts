import { basename, resolve } from 'node:path';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { renderPathTemplate } from '@onmesh/plugin-mesh-common';
import { ScmProvider } from '@onmesh/plugin-mesh-node';
import { Knex } from 'knex';
import {
  GitOpsRepositories,
  GitOpsRepository,
} from '../gitops/GitOpsRepositories';
import { readYamlFolder } from '../gitops/readYamlFolder';
import { LocalGitScmProvider, LocalPullRequestTable } from '../scm';
import { Git } from '../scm/local/Git';

/** One entry of `mesh.gitops.targets`. */
export interface GitOpsTargetConfig {
  cluster: string;
  /** Absolute path. */
  directory: string;
  branch: string;
  path: string;
}

/** The entries of `mesh.gitops.targets`, with their defaults. */
export function readGitOpsTargets(root: Config): GitOpsTargetConfig[] {
  return (root.getOptionalConfigArray('mesh.gitops.targets') ?? []).map(
    entry => ({
      cluster: entry.getString('cluster'),
      directory: resolve(entry.getString('repository')),
      branch: entry.getOptionalString('branch') ?? 'main',
      path:
        entry.getOptionalString('path') ??
        'clusters/{cluster}/{namespace}/{workload}',
    }),
  );
}

const git = (directory: string) =>
  new Git({ directory, executable: 'git', timeoutMs: 30_000 });

/** Opens the repositories, so that a wrong path shows when the backend starts and not with the first request. */
export async function openRepositories(
  root: Config,
  knex: Knex,
): Promise<GitOpsRepositories> {
  const committer = root.getOptionalConfig('mesh.gitops.committer');
  const identity = {
    name: committer?.getString('name') ?? 'Onmesh',
    email: committer?.getString('email') ?? 'onmesh@portal.invalid',
  };
  const byCluster = new Map<string, GitOpsRepository>();
  const byName = new Map<string, { directory: string; scm: ScmProvider }>();
  for (const { cluster, directory, branch, path } of readGitOpsTargets(root)) {
    // People see the name, and the server's folders are not their concern.
    const name = basename(directory, '.git');
    const opened = byName.get(name) ?? {
      directory,
      scm: await LocalGitScmProvider.create({
        directory,
        repo: name,
        store: new LocalPullRequestTable(knex),
        identity,
      }),
    };
    if (byCluster.has(cluster) || opened.directory !== directory) {
      throw new InputError(
        `mesh.gitops.targets: a cluster has one repository, and each repository a name of its own; look at ${cluster} and ${name}`,
      );
    }
    byName.set(name, opened);
    byCluster.set(cluster, {
      base: branch,
      folder: of => renderPathTemplate(path, of),
      readYaml: folder => readYamlFolder(git(directory), branch, folder),
      scm: opened.scm,
    });
  }
  return { forCluster: cluster => byCluster.get(cluster) };
}
