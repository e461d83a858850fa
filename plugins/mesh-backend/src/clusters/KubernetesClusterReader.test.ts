import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  parseManifests,
  PeerAuthentication,
  Pod,
  WorkloadObject,
} from '@onmesh/plugin-mesh-common';
import { clusterReaderContract } from '@onmesh/plugin-mesh-node';
import { customResource } from '../__testUtils__/customResource';
import { hasKubernetes, KubeApiServer } from '../__testUtils__/kubeApiServer';
import { waitFor } from '../__testUtils__/waitFor';
import {
  KubernetesClusterOptions,
  KubernetesClusterReader,
} from './KubernetesClusterReader';

jest.setTimeout(90_000);

const namespace = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
});
const peerAuthentication = (mode: string, version = 'v1') => ({
  apiVersion: `security.istio.io/${version}`,
  kind: 'PeerAuthentication',
  metadata: { name: 'default', namespace: 'shop' },
  spec: { mtls: { mode } },
});
const labels = { app: 'orders' };
const deployment = (image: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'orders', namespace: 'shop', labels },
  spec: {
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        containers: [
          { name: 'app', image, env: [{ name: 'TOKEN', value: 'hunter2' }] },
        ],
      },
    },
  },
});
const pod = (sidecar: boolean): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'orders-1',
    namespace: 'shop',
    labels,
    annotations: sidecar ? { 'sidecar.istio.io/status': '{}' } : undefined,
  },
  spec: { containers: [{ name: 'app', image: 'orders:1' }] },
});

const role = (resources: string[]) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'viewer' },
  rules: [{ apiGroups: [''], resources, verbs: ['list', 'watch'] }],
});
const roleBinding = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name: 'viewer' },
  roleRef: {
    apiGroup: 'rbac.authorization.k8s.io',
    kind: 'ClusterRole',
    name: 'viewer',
  },
  subjects: [
    { kind: 'User', name: 'viewer', apiGroup: 'rbac.authorization.k8s.io' },
  ],
};

const describeWithKubernetes = hasKubernetes() ? describe : describe.skip;

describeWithKubernetes('KubernetesClusterReader on a real API server', () => {
  let api: KubeApiServer;
  let reader: KubernetesClusterReader;

  beforeAll(async () => {
    api = await KubeApiServer.start();
    await api.apply(namespace('shop'), namespace('bank'));
  });
  afterAll(() => api?.stop());
  afterEach(() => reader.close());

  const open = async (
    options: Partial<KubernetesClusterOptions> = {},
    user: 'admin' | 'viewer' = 'admin',
  ) => {
    reader = new KubernetesClusterReader({
      cluster: 'test',
      kubeconfig: await api.kubeconfig(user),
      context: 'test',
      coalesceMs: 20,
      retryGapMs: 300,
      ...options,
    });
    return reader.view('test');
  };
  const view = async () => (await reader.view('test')).view;
  const deployed = async () =>
    (await view()).get<WorkloadObject>('Deployment', 'shop', 'orders');

  it.each(clusterReaderContract)('$name', async ({ run }) => {
    await open();
    await expect(
      run({
        reader,
        cluster: 'test',
        change: () => api.apply(deployment(`orders:${Date.now()}`)),
      }),
    ).resolves.toBeUndefined();
    await api.delete(deployment('')).catch(() => {});
  });

  it('reads a cluster that has no mesh, and says which kinds are not there', async () => {
    const answer = await open();
    expect(answer.health).toEqual({
      cluster: 'test',
      asOf: expect.stringMatching(/Z$/),
      problems: [],
    });
    expect(answer.view.get('Namespace', '', 'shop')).toBeDefined();
    expect(answer.view.gaps).toContainEqual({
      kind: 'PeerAuthentication',
      reason: 'the cluster does not have this kind',
      notInstalled: true,
    });
    expect(answer.view.unreadable('PeerAuthentication')).toBeUndefined();
  });

  it('follows what is applied, changed and deleted within a second', async () => {
    await open();
    const heard = jest.fn();
    reader.onChange(heard);
    await api.apply(deployment('orders:1'));
    await waitFor(async () => expect(await deployed()).toBeDefined(), 1000);
    expect(heard).toHaveBeenCalledWith('test', new Set(['shop']));
    await api.apply(deployment('orders:2'));
    await waitFor(
      async () =>
        expect(
          (await deployed())?.spec?.template?.spec?.containers?.[0].image,
        ).toBe('orders:2'),
      1000,
    );
    await api.delete(deployment('orders:2'));
    await waitFor(async () => expect(await deployed()).toBeUndefined(), 1000);
  });

  it('keeps no managed fields and no environment', async () => {
    await api.apply(deployment('orders:1'));
    await open();
    const text = JSON.stringify((await view()).objects());
    expect(text).toContain('orders:1');
    expect(text).not.toContain('managedFields');
    expect(text).not.toContain('hunter2');
    await api.delete(deployment('orders:1'));
  });

  it('hands out the same view until something changes', async () => {
    const first = await open();
    expect(await view()).toBe(first.view);
  });

  it('shows pods that gain a sidecar', async () => {
    await api.apply(pod(false));
    await open();
    const annotations = async () =>
      (await view()).get<Pod>('Pod', 'shop', 'orders-1')?.metadata.annotations;
    expect(await annotations()).toBeUndefined();
    await api.delete(pod(false));
    await api.apply(pod(true));
    await waitFor(
      async () =>
        expect(await annotations()).toEqual({
          'sidecar.istio.io/status': '{}',
        }),
      1000,
    );
    await api.delete(pod(true));
  });

  it('notices a mesh that is installed later, in an older version too', async () => {
    await open();
    const crd = customResource('PeerAuthentication', 'v1beta1');
    await api.apply(crd);
    await waitFor(() => api.apply(peerAuthentication('STRICT', 'v1beta1')));
    await waitFor(async () =>
      expect(
        (await view()).get<PeerAuthentication>(
          'PeerAuthentication',
          'shop',
          'default',
        )?.spec?.mtls?.mode,
      ).toBe('STRICT'),
    );
    expect((await view()).gaps.map(gap => gap.kind)).not.toContain(
      'PeerAuthentication',
    );
    await api.delete(crd);
    await waitFor(async () => {
      const after = await view();
      expect(after.listAll('PeerAuthentication')).toEqual([]);
      expect(after.gaps.map(gap => gap.kind)).toContain('PeerAuthentication');
    }, 10_000);
  });

  it('takes the settings of the mesh from the cluster, unless they are configured', async () => {
    const { view: without } = await open();
    expect(without.mesh.revisions).toEqual([]);
    await api.apply(
      namespace('istio-system'),
      {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'MutatingWebhookConfiguration',
        metadata: {
          name: 'istio-sidecar-injector-1-30',
          labels: { app: 'sidecar-injector', 'istio.io/rev': '1-30' },
        },
      },
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'istio', namespace: 'istio-system' },
        data: { mesh: 'trustDomain: shop.example', other: 'secret' },
      },
    );
    await waitFor(async () =>
      expect((await view()).mesh).toMatchObject({
        revisions: ['1-30'],
        trustDomain: 'shop.example',
      }),
    );
    await reader.close();
    const configured = await open({ mesh: { revisions: ['blue'] } });
    expect(configured.view.mesh).toMatchObject({
      revisions: ['blue'],
      trustDomain: 'shop.example',
    });
  });

  it('makes a gap of what it may not read, and reads it once it may', async () => {
    await api.apply(role(['pods', 'namespaces', 'services']), roleBinding);
    const { view: before, health } = await open({}, 'viewer');
    expect(before.get('Namespace', '', 'shop')).toBeDefined();
    expect(before.unreadable('Pod')).toBeUndefined();
    expect(before.unreadable('ServiceAccount')?.reason).toContain('forbidden');
    expect(health.problems).toContainEqual(
      expect.stringMatching(/^ServiceAccount cannot be read: forbidden/),
    );
    await api.apply(
      role(['pods', 'namespaces', 'services', 'serviceaccounts']),
    );
    await waitFor(async () =>
      expect((await view()).unreadable('ServiceAccount')).toBeUndefined(),
    );
  });

  it('reads only certain namespaces, and the root namespace of the mesh', async () => {
    await api.apply(namespace('istio-system'), deployment('orders:1'));
    const elsewhere = deployment('orders:1');
    elsewhere.metadata.namespace = 'bank';
    await api.apply(elsewhere);
    const { view: restricted } = await open({ namespaces: ['shop'] });
    expect(
      restricted.listAll('Deployment').map(d => d.metadata.namespace),
    ).toEqual(['shop']);
    expect(restricted.listAll('Namespace').map(n => n.metadata.name)).toEqual([
      'shop',
      'istio-system',
    ]);
    await api.delete(elsewhere);
    await api.delete(deployment('orders:1'));
  });

  it('reads the kubeconfig again when its token is no longer good', async () => {
    const kubeconfig = join(await mkdtemp(join(tmpdir(), 'token-')), 'config');
    const good = await readFile(await api.kubeconfig('admin'), 'utf8');
    await writeFile(
      kubeconfig,
      good.replace('"token":"admin"', '"token":"old"'),
    );
    const { health } = await open({ kubeconfig });
    expect(health.problems).toEqual([
      expect.stringMatching(/^The cluster cannot be read: Unauthorized/),
    ]);
    await writeFile(kubeconfig, good);
    await waitFor(async () =>
      expect((await reader.view('test')).health.problems).toEqual([]),
    );
    await rm(kubeconfig);
  });

  it('needs no more rights than the example role gives', async () => {
    const text = await readFile(
      join(__dirname, '../../../../examples/kubernetes/reader.yaml'),
      'utf8',
    );
    const { objects } = parseManifests(text, 'reader.yaml');
    const [clusterRole] = objects;
    expect(JSON.stringify(clusterRole)).not.toMatch(
      /\*|create|update|patch|del/,
    );
    await api.apply(clusterRole, {
      ...roleBinding,
      metadata: { name: 'reader' },
      roleRef: { ...roleBinding.roleRef, name: clusterRole.metadata.name },
    });
    const { view: seen, health } = await open({}, 'viewer');
    expect(health.problems).toEqual([]);
    expect(seen.gaps.every(gap => gap.notInstalled)).toBe(true);
  });

  it('keeps what it knows while the API server is away, and goes on afterwards', async () => {
    await api.apply(deployment('orders:1'));
    await open();
    await api.stopApi();
    await waitFor(async () =>
      expect((await reader.view('test')).health.problems).toEqual([
        expect.stringMatching(
          /^The cluster cannot be read: .*what is shown is from/,
        ),
      ]),
    );
    expect(await deployed()).toBeDefined();
    await api.startApi();
    await api.apply(deployment('orders:2'));
    await waitFor(async () => {
      const { health } = await reader.view('test');
      expect(health.problems).toEqual([]);
      expect(
        (await deployed())?.spec?.template?.spec?.containers?.[0].image,
      ).toBe('orders:2');
    }, 30_000);
  });
});

describe('KubernetesClusterReader without a cluster', () => {
  let folder: string;
  let reader: KubernetesClusterReader;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kubeconfig-'));
  });
  afterEach(async () => {
    await reader.close();
    await rm(folder, { recursive: true });
  });

  it.each([
    ['no kubeconfig', undefined, 'no such file'],
    [
      'a server that is not there',
      { server: 'https://127.0.0.1:1' },
      'ECONNREFUSED',
    ],
  ])('with %s says so at once', async (_, cluster, message) => {
    const kubeconfig = join(folder, 'config.json');
    if (cluster) {
      await writeFile(
        kubeconfig,
        JSON.stringify({
          clusters: [{ name: 'c', cluster }],
          users: [{ name: 'u', user: { token: 'secret' } }],
          contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
          'current-context': 'x',
        }),
      );
    }
    reader = new KubernetesClusterReader({ cluster: 'test', kubeconfig });
    const { view, health } = await reader.view('test');
    expect(health.asOf).toBeUndefined();
    expect(health.problems).toEqual([expect.stringContaining(message)]);
    expect(view.objects()).toEqual([]);
    expect(view.unreadable('Pod')).toBeDefined();
  });
});
