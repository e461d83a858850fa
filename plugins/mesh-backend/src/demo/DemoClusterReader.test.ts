import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  KubernetesObject,
  Pod,
  evaluateTarget,
  WorkloadObject,
} from '@onmesh/plugin-mesh-common';
import { waitFor } from '../__testUtils__/waitFor';
import { SnapshotMetricsReader } from '../metrics/SnapshotMetricsReader';
import { commitFiles } from '../scm/local/commitFiles';
import { Git } from '../scm/local/Git';
import { GitRepository } from '../scm/local/GitRepository';
import { readTextFiles } from '../scm/local/readTextFiles';
import { DemoClusterReader } from './DemoClusterReader';
import { DemoMetricsReader } from './DemoMetricsReader';
import { seedRepository } from './seedRepository';

const examples = resolve(__dirname, '../../../../examples');
const seed = join(examples, 'gitops');
const identity = { name: 'Tess Test', email: 'tess@shop.example' };
const DEPLOYMENT = 'apps/shop/order-service/deployment.yaml';
const INJECT = "sidecar.istio.io/inject: 'true'";
const orders = {
  cluster: 'demo',
  namespace: 'shop',
  workload: 'order-service',
};

const STRICT = `
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: order-service, namespace: shop}
spec:
  selector: {matchLabels: {app: order-service}}
  mtls: {mode: STRICT}
`;
const ONLY_CHECKOUT = `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: order-service, namespace: shop}
spec:
  selector: {matchLabels: {app: order-service}}
  rules:
    - from:
        - source: {principals: [cluster.local/ns/shop/sa/checkout-service]}
`;
const ROLLOUT = `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: order-service, namespace: shop}
spec:
  replicas: 3
  workloadRef: {apiVersion: apps/v1, kind: Deployment, name: order-service}
  selector: {matchLabels: {app: order-service}}
  strategy: {canary: {steps: [{setWeight: 20}, {pause: {}}]}}
`;

describe('the demo cluster', () => {
  let folder: string;
  let git: Git;
  let reader: DemoClusterReader;
  let now: Date;

  beforeEach(async () => {
    now = new Date('2026-11-25T12:00:00Z');
    folder = await mkdtemp(join(tmpdir(), 'demo-'));
    const directory = join(folder, 'gitops.git');
    git = new Git({ directory, executable: 'git', timeoutMs: 10_000 });
    await seedRepository({ git, directory, branch: 'main', seed });
    reader = new DemoClusterReader({
      cluster: 'demo',
      snapshot: join(examples, 'clusters/demo'),
      seed,
      git,
      branch: 'main',
      pollMs: 20,
      readyAfterMs: 5000,
      now: () => now,
    });
  });
  afterEach(async () => {
    await reader.close();
    await rm(folder, { recursive: true });
  });

  const view = async () => (await reader.view('demo')).view;
  /** What merging a pull request does to the branch. */
  const merge = async (files: Record<string, string | null>) => {
    // What is there when the cluster is first read has been running for long.
    await view();
    const repository = new GitRepository(git);
    const head = await repository.branchHead('main');
    await commitFiles(repository, {
      base: 'main',
      branch: 'main',
      expectedHead: head,
      files: Object.entries(files).map(([path, content]) => ({
        path,
        content,
      })),
      message: 'A change',
      author: identity,
      committer: identity,
    });
  };
  const fileOnMain = async (path: string) => {
    const texts = await readTextFiles(git, 'refs/heads/main', [path]);
    return texts.get(path) ?? '';
  };
  const onboard = async () =>
    merge({
      [DEPLOYMENT]: (await fileOnMain(DEPLOYMENT)).replace(
        /( +)version: 2\.14\.0.*\n/,
        `$&$1${INJECT}\n`,
      ),
    });
  const status = async () =>
    evaluateTarget({ view: await view(), target: orders, catalogCallers: [] });
  const observed = () =>
    new DemoMetricsReader({
      clusters: reader,
      traffic: new SnapshotMetricsReader({
        file: join(examples, 'metrics/demo.yaml'),
      }),
    }).observed(orders);
  const settle = () => {
    now = new Date(now.getTime() + 5000);
  };

  it('runs what Git says, without problems', async () => {
    const { health } = await reader.view('demo');
    expect(health.problems).toEqual([]);
    const { enrolment, services } = await status();
    expect(enrolment).toMatchObject({
      state: 'not-enrolled',
      pods: { total: 3, withProxy: 0 },
    });
    expect(services).toEqual(['order-service']);
  });

  it('leaves alone what Git still says as it did when the snapshot was taken', async () => {
    const rollout = (await view()).get<WorkloadObject & { status?: object }>(
      'Rollout',
      'shop',
      'payment-service',
    );
    expect(rollout?.status).toMatchObject({ phase: 'Paused' });
  });

  it('replaces pods by ones with a sidecar when the label is merged', async () => {
    await view();
    const heard = jest.fn();
    reader.onChange(heard);
    await onboard();
    await waitFor(async () =>
      expect((await status()).enrolment).toMatchObject({
        state: 'partly',
        pods: { total: 6, withProxy: 3, withReadyProxy: 0 },
      }),
    );
    expect(heard).toHaveBeenCalledWith('demo');
    settle();
    await waitFor(async () =>
      expect((await status()).enrolment).toMatchObject({
        state: 'enrolled',
        revision: 'default',
        pods: { total: 3, withProxy: 3, withReadyProxy: 3 },
      }),
    );
  });

  it('sees callers with a sidecar by mTLS and the others in plaintext, until that is refused', async () => {
    const callers = async () =>
      (await observed())?.callers.map(c => [c.workload, c.mtls]);
    expect(await callers()).toEqual([
      ['checkout-service', undefined],
      ['frontend', undefined],
      ['legacy-batch', false],
    ]);
    await onboard();
    await waitFor(async () =>
      expect((await status()).enrolment.state).toBe('partly'),
    );
    settle();
    await waitFor(async () =>
      expect(await callers()).toEqual([
        ['checkout-service', true],
        ['frontend', true],
        ['legacy-batch', false],
      ]),
    );
    await merge({ 'apps/shop/order-service/mtls.yaml': STRICT });
    await waitFor(async () =>
      expect(await callers()).toEqual([
        ['checkout-service', true],
        ['frontend', true],
      ]),
    );
  });

  it('answers 403 to callers that an enforced policy denies', async () => {
    await onboard();
    await waitFor(async () =>
      expect((await status()).enrolment.state).toBe('partly'),
    );
    settle();
    await merge({ 'apps/shop/order-service/callers.yaml': ONLY_CHECKOUT });
    await waitFor(async () =>
      expect((await observed())?.forbiddenRate).toBeCloseTo(3.9 / 10.3),
    );
  });

  it('lets a Rollout take over the pods of the Deployment that it refers to', async () => {
    await merge({ 'apps/shop/order-service/rollout.yaml': ROLLOUT });
    const rollout = async () =>
      (await view()).get<KubernetesObject & { status?: object }>(
        'Rollout',
        'shop',
        'order-service',
      )?.status;
    await waitFor(async () =>
      expect(await rollout()).toMatchObject({ phase: 'Progressing' }),
    );
    settle();
    await waitFor(async () =>
      expect(await rollout()).toMatchObject({ phase: 'Healthy', replicas: 3 }),
    );
    const pods = (await view())
      .list<Pod>('Pod', 'shop')
      .filter(pod => pod.metadata.labels?.app === 'order-service');
    expect(pods).toHaveLength(3);
    expect(Object.keys(pods[0].metadata.labels ?? {})).toContain(
      'rollouts-pod-template-hash',
    );
  });

  it('replaces the pods of the snapshot when their template changes', async () => {
    const path = 'apps/shop/legacy-batch/deployment.yaml';
    await merge({
      [path]: (await fileOnMain(path)).replace(
        /( +)version: '17'\n/,
        `$&$1${INJECT}\n`,
      ),
    });
    const target = { ...orders, workload: 'legacy-batch' };
    const state = async () =>
      evaluateTarget({ view: await view(), target, catalogCallers: [] })
        .enrolment;
    await waitFor(async () => expect((await state()).state).toBe('partly'));
    settle();
    await waitFor(async () =>
      expect(await state()).toMatchObject({
        state: 'enrolled',
        pods: { total: 1 },
      }),
    );
  });

  it('prunes what is gone from Git, and its pods', async () => {
    await merge({
      [DEPLOYMENT]: null,
      'apps/shop/frontend/peer-authentication.yaml': null,
    });
    await waitFor(async () => {
      const after = await view();
      expect(after.get('Deployment', 'shop', 'order-service')).toBeUndefined();
      expect(
        after.get('PeerAuthentication', 'shop', 'frontend'),
      ).toBeUndefined();
      expect(
        after
          .list<Pod>('Pod', 'shop')
          .filter(pod => pod.metadata.labels?.app === 'order-service'),
      ).toEqual([]);
    });
  });

  it('keeps the last good content of a file that is broken on main, and names it', async () => {
    await merge({ [DEPLOYMENT]: 'kind: [\n' });
    await waitFor(async () =>
      expect((await reader.view('demo')).health.problems).toEqual(
        expect.arrayContaining([expect.stringContaining(`${DEPLOYMENT}:`)]),
      ),
    );
    expect((await status()).enrolment.pods.total).toBe(3);
  });
});
