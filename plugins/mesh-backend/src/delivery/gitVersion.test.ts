import { Rollout } from '@onmesh/plugin-mesh-common';
import { TestRepository } from '../scm/__testUtils__/TestRepository';
import { Git } from '../scm/local/Git';
import { readYamlFolder } from '../gitops/readYamlFolder';
import { GitOpsRepository } from '../gitops/GitOpsRepositories';
import { gitVersion } from './gitVersion';

const target = { cluster: 'prod', namespace: 'shop', workload: 'orders' };
const rollout = (spec: Rollout['spec'] = {}): Rollout => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name: 'orders', namespace: 'shop' },
  spec,
});
const manifest = (kind: string, name: string, image: string) => `
apiVersion: v1
kind: ${kind}
metadata: { name: ${name} }
spec: { template: { spec: { containers: [{ name: app, image: '${image}' }] } } }
`;

describe('gitVersion', () => {
  let repository: TestRepository;
  beforeEach(() => {
    repository = new TestRepository();
  });
  afterEach(() => repository.remove());

  const read = (files: Record<string, string>, of = rollout()) => {
    repository.push('main', files);
    const git = new Git({
      directory: repository.directory,
      executable: 'git',
      timeoutMs: 30_000,
    });
    const opened: Pick<GitOpsRepository, 'base' | 'folder' | 'readYaml'> = {
      base: 'main',
      folder: ({ workload }) => `apps/${workload}`,
      readYaml: folder => readYamlFolder(git, 'main', folder),
    };
    return gitVersion(opened, target, of);
  };

  it('finds what Git says that a Rollout runs', async () => {
    await expect(
      read({
        'apps/orders/service.yaml': manifest('Service', 'orders', 'no:1'),
        'apps/orders/rollout.yaml': manifest('Rollout', 'orders', 'orders:2'),
        'apps/other/rollout.yaml': manifest('Rollout', 'orders', 'no:2'),
      }),
    ).resolves.toEqual({
      branch: 'main',
      file: 'apps/orders/rollout.yaml',
      images: ['orders:2'],
    });
  });

  it('follows the reference to a Deployment', async () => {
    const workloadRef = { kind: 'Deployment', name: 'app' };
    await expect(
      read(
        {
          'apps/orders/rollout.yaml': manifest('Rollout', 'orders', 'no:1'),
          'apps/orders/app.yaml': manifest('Deployment', 'app', 'orders:3'),
        },
        rollout({ workloadRef }),
      ),
    ).resolves.toMatchObject({ images: ['orders:3'] });
  });

  it('says nothing when Git does not', async () => {
    await expect(
      read({ 'apps/orders/kustomization.yaml': 'resources: []' }),
    ).resolves.toBeUndefined();
  });
});
