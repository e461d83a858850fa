import { ScmProvider } from '@onmesh/plugin-mesh-node';
import { Knex } from 'knex';
import { GitOpsRepositories } from '../gitops/GitOpsRepositories';
import { LocalGitScmProvider, LocalPullRequestTable } from '../scm';

/** The embedded Git host over a bare repository. */
export function localProvider(
  knex: Knex,
  directory: string,
): Promise<LocalGitScmProvider> {
  return LocalGitScmProvider.create({
    directory,
    repo: 'gitops',
    store: new LocalPullRequestTable(knex),
    identity: { name: 'Onmesh', email: 'onmesh@portal.invalid' },
  });
}

/** Every cluster but `bare` has its manifests in one repository. */
export function oneRepository(scm: ScmProvider): GitOpsRepositories {
  return {
    forCluster: name =>
      name === 'bare'
        ? undefined
        : {
            scm,
            base: 'main',
            folder: ({ cluster, namespace, workload }) =>
              `clusters/${cluster}/${namespace}/${workload}`,
            readYaml: async () => new Map(),
          },
  };
}
