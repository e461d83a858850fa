import { resolve } from 'node:path';
import { Config } from '@backstage/config';
import { Git } from '../scm/local/Git';
import { seedRepository } from './seedRepository';

/** The GitOps repository of a demo cluster, as an entry of `mesh.clusters` names it. */
export function readDemoRepository(entry: Config): {
  git: Git;
  directory: string;
  branch: string;
  seed: string;
} {
  const directory = resolve(entry.getString('repository'));
  return {
    directory,
    git: new Git({ directory, executable: 'git', timeoutMs: 30_000 }),
    branch: entry.getOptionalString('branch') ?? 'main',
    seed: resolve(entry.getString('seed')),
  };
}

/** Makes the repositories of all demo clusters that are not there yet. Repeatable. */
export async function seedDemoRepositories(config: Config): Promise<void> {
  for (const entry of config.getOptionalConfigArray('mesh.clusters') ?? []) {
    if (entry.getString('type') === 'demo') {
      await seedRepository(readDemoRepository(entry));
    }
  }
}
