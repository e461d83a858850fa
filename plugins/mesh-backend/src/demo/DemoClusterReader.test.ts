import {
  evaluateTarget,
  KubernetesObject,
  Pod,
  WorkloadObject,
} from '@onmesh/plugin-mesh-common';
import { clusterReaderContract } from '@onmesh/plugin-mesh-node';
import { DemoShop } from '../__testUtils__/DemoShop';
import { waitFor } from '../__testUtils__/waitFor';

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
const CALLERS = 'apps/shop/order-service/callers.yaml';
const inDryRun = (policy: string) =>
  policy.replace(
    'namespace: shop}',
    "namespace: shop, annotations: {istio.io/dry-run: 'true'}}",
  );
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
  let shop: DemoShop;

  beforeEach(async () => {
    shop = await DemoShop.open();
  });
  afterEach(() => shop.close());

  const onboard = async () =>
    shop.merge({
      [DEPLOYMENT]: (await shop.fileOnMain(DEPLOYMENT)).replace(
        /( +)version: 2\.14\.0.*\n/,
        `$&$1${INJECT}\n`,
      ),
    });
  const status = async () =>
    evaluateTarget({
      view: await shop.view(),
      target: orders,
      catalogCallers: [],
    });
  const observed = () => shop.observed('order-service');

  it.each(clusterReaderContract)('$name', ({ run }) =>
    expect(
      run({
        reader: shop.reader,
        cluster: 'demo',
        change: () => shop.merge({ [DEPLOYMENT]: null }),
      }),
    ).resolves.toBeUndefined(),
  );

  it('runs what Git says, without problems', async () => {
    const { health } = await shop.reader.view('demo');
    expect(health.problems).toEqual([]);
    const { enrolment, services } = await status();
    expect(enrolment).toMatchObject({
      state: 'not-enrolled',
      pods: { total: 3, withProxy: 0 },
    });
    expect(services).toEqual(['order-service']);
  });

  it('leaves alone what Git still says as it did when the snapshot was taken', async () => {
    const rollout = (await shop.view()).get<
      WorkloadObject & { status?: object }
    >('Rollout', 'shop', 'payment-service');
    expect(rollout?.status).toMatchObject({ phase: 'Paused' });
  });

  it('replaces pods by ones with a sidecar when the label is merged', async () => {
    await shop.view();
    const heard = jest.fn();
    shop.reader.onChange(heard);
    await onboard();
    await waitFor(async () =>
      expect((await status()).enrolment).toMatchObject({
        state: 'partly',
        pods: { total: 6, withProxy: 3, withReadyProxy: 0 },
      }),
    );
    expect(heard).toHaveBeenCalledWith('demo');
    shop.settle();
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
    shop.settle();
    await waitFor(async () =>
      expect(await callers()).toEqual([
        ['checkout-service', true],
        ['frontend', true],
        ['legacy-batch', false],
      ]),
    );
    await shop.merge({ 'apps/shop/order-service/mtls.yaml': STRICT });
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
    shop.settle();
    await shop.merge({ [CALLERS]: ONLY_CHECKOUT });
    await waitFor(async () =>
      expect((await observed())?.forbiddenRate).toBeCloseTo(3.9 / 10.3),
    );
  });

  it('counts what a policy in dry run would deny, and then what it denies', async () => {
    await onboard();
    await waitFor(async () =>
      expect((await status()).enrolment.state).toBe('partly'),
    );
    shop.settle();
    await shop.merge({ [CALLERS]: inDryRun(ONLY_CHECKOUT) });
    await waitFor(async () =>
      expect((await observed())?.policies).toEqual({
        dryRunAllow: { denied: 3.9 * 1800, allowed: 6.4 * 1800 },
        enforced: { denied: 0 },
      }),
    );
    await shop.merge({ [CALLERS]: ONLY_CHECKOUT });
    await waitFor(async () =>
      expect((await observed())?.policies).toEqual({
        enforced: { denied: 3.9 * 1800 },
      }),
    );
  });

  it('lets a Rollout take over the pods of the Deployment that it refers to', async () => {
    await shop.merge({ 'apps/shop/order-service/rollout.yaml': ROLLOUT });
    const rollout = async () =>
      (await shop.view()).get<KubernetesObject & { status?: object }>(
        'Rollout',
        'shop',
        'order-service',
      )?.status;
    await waitFor(async () =>
      expect(await rollout()).toMatchObject({ phase: 'Progressing' }),
    );
    shop.settle();
    await waitFor(async () =>
      expect(await rollout()).toMatchObject({ phase: 'Healthy', replicas: 3 }),
    );
    const pods = (await shop.view())
      .list<Pod>('Pod', 'shop')
      .filter(pod => pod.metadata.labels?.app === 'order-service');
    expect(pods).toHaveLength(3);
    expect(Object.keys(pods[0].metadata.labels ?? {})).toContain(
      'rollouts-pod-template-hash',
    );
  });

  it('replaces the pods of the snapshot when their template changes', async () => {
    const path = 'apps/shop/legacy-batch/deployment.yaml';
    await shop.merge({
      [path]: (await shop.fileOnMain(path)).replace(
        /( +)version: '17'\n/,
        `$&$1${INJECT}\n`,
      ),
    });
    const target = { ...orders, workload: 'legacy-batch' };
    const state = async () =>
      evaluateTarget({ view: await shop.view(), target, catalogCallers: [] })
        .enrolment;
    await waitFor(async () => expect((await state()).state).toBe('partly'));
    shop.settle();
    await waitFor(async () =>
      expect(await state()).toMatchObject({
        state: 'enrolled',
        pods: { total: 1 },
      }),
    );
  });

  it('prunes what is gone from Git, and its pods', async () => {
    await shop.merge({
      [DEPLOYMENT]: null,
      'apps/shop/frontend/peer-authentication.yaml': null,
    });
    await waitFor(async () => {
      const after = await shop.view();
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
    await shop.merge({ [DEPLOYMENT]: 'kind: [\n' });
    await waitFor(async () =>
      expect((await shop.reader.view('demo')).health.problems).toEqual(
        expect.arrayContaining([expect.stringContaining(`${DEPLOYMENT}:`)]),
      ),
    );
    expect((await status()).enrolment.pods.total).toBe(3);
  });
});
