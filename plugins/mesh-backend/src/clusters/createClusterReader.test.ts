import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { ClusterReader } from '@onmesh/plugin-mesh-node';
import { seedDemoRepositories } from '../demo/readDemoRepository';
import { createClusterReader } from './createClusterReader';

// Loading the Kubernetes client takes a test runner seconds.
jest.setTimeout(30_000);

const examples = resolve(__dirname, '../../../../examples');
const snapshot = {
  name: 'demo',
  type: 'snapshot',
  path: join(examples, 'clusters/demo'),
};

describe('the clusters of the configuration', () => {
  let folder: string;
  let reader: ClusterReader | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'clusters-'));
  });
  afterEach(async () => {
    await reader?.close();
    reader = undefined;
    await rm(folder, { recursive: true });
  });

  const configOf = (...clusters: object[]) =>
    new ConfigReader({ mesh: { clusters } });

  it('may be none', () => {
    reader = createClusterReader(new ConfigReader({}));
    expect(reader.clusters()).toEqual([]);
  });

  it('may be of several types, and one that is away does not hold up another', async () => {
    reader = createClusterReader(
      configOf(snapshot, {
        name: 'away',
        type: 'kubernetes',
        kubeconfig: join(folder, 'nowhere'),
      }),
    );
    expect(reader.clusters()).toEqual(['demo', 'away']);
    const { view, health } = await reader.view('demo');
    expect(health.problems).toEqual([]);
    expect(view.get('Rollout', 'shop', 'payment-service')).toBeDefined();
    expect((await reader.view('away')).health.problems).toHaveLength(1);
    await expect(reader.view('other')).rejects.toThrow(
      'No cluster is named other; mesh.clusters has demo, away',
    );
  });

  it('take what differs in the mesh from its default', async () => {
    reader = createClusterReader(
      configOf({
        ...snapshot,
        mesh: {
          trustDomain: 'shop.example',
          revisionTags: { prod: '1-30' },
          outboundTrafficPolicy: 'REGISTRY_ONLY',
        },
      }),
    );
    expect((await reader.view('demo')).view.mesh).toMatchObject({
      rootNamespace: 'istio-system',
      trustDomain: 'shop.example',
      revisionTags: { prod: '1-30' },
      outboundTrafficPolicy: 'REGISTRY_ONLY',
    });
  });

  it('may be the demo, whose repository is made first', async () => {
    const config = configOf({
      ...snapshot,
      type: 'demo',
      seed: join(examples, 'gitops'),
      repository: join(folder, 'gitops.git'),
    });
    await seedDemoRepositories(config);
    reader = createClusterReader(config);
    const { view, health } = await reader.view('demo');
    expect(health.problems).toEqual([]);
    expect(view.get('Deployment', 'shop', 'order-service')).toBeDefined();
  });

  it.each([
    ['another type', [{ name: 'a', type: 'docker' }], '"docker"; write'],
    ['one name twice', [snapshot, snapshot], 'Two clusters are named demo'],
    ['no path', [{ name: 'a', type: 'snapshot' }], 'path'],
  ])('with %s are refused', (_, clusters, message) => {
    expect(() => createClusterReader(configOf(...clusters))).toThrow(message);
  });
});
