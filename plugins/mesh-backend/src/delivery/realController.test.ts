import {
  deliveryStatus,
  DeliveryStatus,
  Rollout,
  RolloutActionName,
  seenRollout,
  VirtualService,
} from '@onmesh/plugin-mesh-common';
import { hasKubernetes, KubeApiServer } from '../__testUtils__/kubeApiServer';
import { pausedRollout, routesOf } from '../__testUtils__/rollouts';
import {
  hasRolloutsController,
  RolloutsController,
} from '../__testUtils__/RolloutsController';
import { waitFor } from '../__testUtils__/waitFor';
import { KubernetesDeliveryWriter } from '../clusters/KubernetesDeliveryWriter';
import { applyAction } from './applyAction';

jest.setTimeout(120_000);

const NAME = 'orders';
const target = { cluster: 'test', namespace: 'shop', workload: NAME };
const patient = 20_000;

const describeWithController =
  hasKubernetes() && hasRolloutsController() ? describe : describe.skip;

describeWithController('the real Argo Rollouts controller', () => {
  let api: KubeApiServer;
  let controller: RolloutsController;
  let writer: KubernetesDeliveryWriter;
  let version = 1;

  /** What a GitOps controller applies. */
  async function release(spec: { paused: boolean }) {
    const { status, ...rollout } = pausedRollout(NAME);
    const { template } = rollout.spec;
    const containers = [{ name: 'app', image: `shop/orders:${version}` }];
    await api.apply({
      ...rollout,
      spec: {
        ...rollout.spec,
        ...spec,
        template: { ...template, spec: { containers } },
      },
    });
  }
  const live = (): Promise<Rollout> => writer.read(target);
  const routes = async (): Promise<VirtualService> =>
    JSON.parse(
      await api.request(
        'GET',
        `/apis/networking.istio.io/v1/namespaces/shop/virtualservices/${NAME}`,
      ),
    );
  const weights = async () =>
    (await routes()).spec?.http?.[0].route?.map(({ weight }) => weight);
  /** What the page would say. */
  const shown = async (): Promise<DeliveryStatus> =>
    deliveryStatus({
      rollout: await live(),
      virtualServices: [await routes()],
      replicaSets: [],
      pods: [],
      analysisRuns: [],
    });
  const becomes = (
    expected: Omit<Partial<DeliveryStatus>, 'step'> & {
      step?: { index: number };
    },
  ) =>
    waitFor(async () => expect(await shown()).toMatchObject(expected), patient);
  const act = async (action: RolloutActionName, seen?: Rollout) =>
    applyAction(writer, {
      target,
      action,
      seen: seenRollout(seen ?? (await live())),
    });

  /** A version other than the last one has come to the pause, and the controller has said all that it says of it. */
  const waitsAtTheFirstPause = (before: string | undefined) =>
    waitFor(async () => {
      const { metadata, status } = await live();
      expect(status).toMatchObject({
        currentPodHash: expect.not.stringMatching(`^${before}$`),
        currentStepIndex: 1,
        pauseConditions: [{ reason: 'CanaryPauseStep' }],
        phase: 'Paused',
        observedGeneration: String(metadata.generation),
      });
      expect(await weights()).toEqual([90, 10]);
    }, patient);
  const pausedByTheSpec = () =>
    waitFor(async () => {
      const { metadata, status } = await live();
      expect(status).toMatchObject({
        message: 'manually paused',
        pauseConditions: [{ reason: 'CanaryPauseStep' }],
        observedGeneration: String(metadata.generation),
      });
    }, patient);

  beforeAll(async () => {
    api = await KubeApiServer.start();
    await api.apply({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop' },
    });
    controller = await RolloutsController.start(api, 'shop');
    writer = new KubernetesDeliveryWriter({
      cluster: 'test',
      deliverer: { kubeconfig: await api.kubeconfig('admin'), context: 'test' },
      reader: { kubeconfig: await api.kubeconfig('viewer'), context: 'test' },
    });
    await waitFor(() =>
      api.apply(routesOf(NAME, 0), {
        apiVersion: 'networking.istio.io/v1',
        kind: 'DestinationRule',
        metadata: { name: NAME, namespace: 'shop' },
        spec: {
          host: NAME,
          subsets: ['stable', 'canary'].map(name => ({
            name,
            labels: { app: NAME },
          })),
        },
      } as Parameters<KubeApiServer['apply']>[0]),
    );
    await release({ paused: false });
    await becomes({ phase: 'Healthy' });
  });
  afterAll(async () => {
    await controller?.stop();
    await api?.stop();
  });
  beforeEach(async () => {
    const before = (await live()).status?.currentPodHash;
    version += 1;
    await release({ paused: false });
    await waitsAtTheFirstPause(before);
  });

  it('goes on after a promotion, and lets the same click count only once', async () => {
    const seen = await live();
    await act('promote', seen);

    await becomes({ phase: 'Paused', step: { index: 3 } });
    expect(await weights()).toEqual([50, 50]);
    await expect(act('promote', seen)).rejects.toThrow(
      'The canary was at step 2 and is now at step 4.',
    );
  });

  it('goes back after an abort, starts again after a retry', async () => {
    await act('abort');
    await becomes({ phase: 'Degraded', aborted: expect.anything() });
    expect(await weights()).toEqual([100, 0]);
    await expect(act('promote')).rejects.toThrow('has no effect');

    await act('retry');
    await becomes({ phase: 'Paused', step: { index: 1 }, aborted: undefined });
    expect(await weights()).toEqual([90, 10]);
  });

  it('skips all that is left after a full promotion, also after an abort', async () => {
    await act('abort');
    await becomes({ phase: 'Degraded' });
    await act('promote-full');

    await becomes({ phase: 'Healthy', actions: [] });
    const { status } = await live();
    expect(status).toMatchObject({ stableRS: status?.currentPodHash });
    expect(status?.promoteFull).toBeUndefined();
  });

  it('is not asked to promote what somebody releases in the same moment', async () => {
    const seen = await live();
    version += 1;
    await release({ paused: false });

    await expect(act('promote', seen)).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(/^Nothing was done\./),
    });
    await waitsAtTheFirstPause(seen.status?.currentPodHash);
    await expect(act('promote', seen)).rejects.toThrow(
      /The version under delivery was .* and is now/,
    );
  });

  it('leaves a step although the spec said paused, too', async () => {
    await release({ paused: true });
    await pausedByTheSpec();

    await act('promote');

    await becomes({ phase: 'Paused', step: { index: 3 } });
    expect((await live()).spec?.paused).toBe(false);
  });

  it('puts back the pause of the step when it gets the two patches the other way round', async () => {
    await release({ paused: true });
    await pausedByTheSpec();
    const patch = (body: object, subresource?: 'status') =>
      live().then(({ metadata }) =>
        writer.patch(
          target,
          {
            resource: 'rollouts',
            subresource,
            type: 'application/merge-patch+json',
            body,
          },
          { resourceVersion: metadata.resourceVersion ?? '' },
        ),
      );
    await waitFor(() => patch({ status: { pauseConditions: null } }, 'status'));
    // What the controller makes of it while the spec still says paused: it forgets that it has paused.
    await waitFor(async () =>
      expect((await live()).status?.controllerPause).toBeUndefined(),
    );
    await waitFor(() => patch({ spec: { paused: false } }));

    await becomes({ phase: 'Paused', pause: { reason: 'CanaryPauseStep' } });
    expect(await shown()).toMatchObject({ step: { index: 1 } });
  });
});
