import { TestRepository } from '../scm/__testUtils__/TestRepository';
import { Git } from '../scm/local/Git';
import { readYamlFolder } from './readYamlFolder';

describe('readYamlFolder', () => {
  it('reads what is YAML below the folder, a Kustomization without an ending as well', async () => {
    const repository = new TestRepository();
    try {
      repository.push('main', {
        'apps/a/Kustomization': 'resources: [x.yaml]\n',
        'apps/a/x.yaml': 'a: b\n',
        'apps/a/deep/y.yml': 'größe: ü\n',
        'apps/a/README.md': '# no\n',
        'apps/a/NotKustomization': 'no\n',
        'apps/ab/z.yaml': 'no\n',
      });
      const git = new Git({
        directory: repository.directory,
        executable: 'git',
        timeoutMs: 30_000,
      });
      const files = await readYamlFolder(git, 'main', 'apps/a');
      expect(Object.fromEntries(files)).toEqual({
        'apps/a/Kustomization': 'resources: [x.yaml]\n',
        'apps/a/x.yaml': 'a: b\n',
        'apps/a/deep/y.yml': 'größe: ü\n',
      });
    } finally {
      repository.remove();
    }
  });
});
