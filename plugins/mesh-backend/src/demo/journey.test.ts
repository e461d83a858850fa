import {
  evaluateGates,
  evaluateTarget,
  Plan,
  planStages,
  PlanStage,
  ProfileInput,
  profileSchema,
} from '@onmesh/plugin-mesh-common';
import { DemoShop } from '../__testUtils__/DemoShop';
import { waitFor } from '../__testUtils__/waitFor';
import { readYamlFolder } from '../gitops/readYamlFolder';

jest.setTimeout(60_000);

const caller = (serviceAccount: string) => ({
  namespace: 'shop',
  serviceAccount,
});
const orders: ProfileInput = {
  apiVersion: 'onmesh.io/v1',
  mesh: 'istio-sidecar',
  mtls: { mode: 'strict' },
  access: 'closed',
  callers: ['checkout-service', 'frontend', 'legacy-batch'].map(caller),
  canary: { steps: [{ weight: 20, pause: 'manual' }] },
};
const batch: ProfileInput = {
  apiVersion: 'onmesh.io/v1',
  mesh: 'istio-sidecar',
  mtls: { mode: 'permissive' },
  access: 'open',
};

describe('the journey of the demo onto the mesh', () => {
  let shop: DemoShop;

  beforeEach(async () => {
    shop = await DemoShop.open();
  });
  afterEach(() => shop.close());

  const target = (workload: string) => ({
    cluster: 'demo',
    namespace: 'shop',
    workload,
  });
  const planOf = async (
    workload: string,
    profile: ProfileInput,
  ): Promise<Plan> => {
    const folder = `apps/shop/${workload}`;
    return planStages({
      profile: profileSchema.parse(profile),
      view: await shop.view(),
      target: target(workload),
      observed: await shop.observed(workload),
      catalogCallers: [],
      folder,
      files: await readYamlFolder(shop.git, 'main', folder),
    });
  };
  const merge = (stage: PlanStage) =>
    shop.merge(Object.fromEntries(stage.files.map(f => [f.path, f.after])));
  const gatesOf = async ({ target: at, profile }: Plan, stage: PlanStage) => {
    const observed = await shop.observed(at.workload);
    const status = evaluateTarget({
      view: await shop.view(),
      target: at,
      observed,
      catalogCallers: [],
    });
    return evaluateGates(stage.gates, status, { profile });
  };
  const openGates = async (plan: Plan, stage: PlanStage) => {
    shop.settle();
    const gates = await gatesOf(plan, stage);
    return gates.filter(({ state }) => state !== 'met');
  };

  it('goes through every stage once the batch client is on the mesh', async () => {
    const first = await planOf('legacy-batch', batch);
    expect(first.stages.map(({ id }) => id)).toEqual(['join']);
    await merge(first.stages[0]);

    const plan = await planOf('order-service', orders);
    expect(plan.stages.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'join',
        'authorize-dry-run',
        'encrypt',
        'authorize',
        'deliver',
      ]),
    );
    for (const stage of plan.stages) {
      await merge(stage);
      await waitFor(async () =>
        expect([stage.id, await openGates(plan, stage)]).toEqual([
          stage.id,
          [],
        ]),
      );
    }
    const { stages } = await planOf('order-service', orders);
    expect(stages).toEqual([]);
  });

  it('judges a dry run by what the sidecars counted of it, beside what is worked out', async () => {
    const plan = await planOf('order-service', orders);
    const stage = plan.stages.find(({ id }) => id === 'authorize-dry-run')!;
    for (const done of plan.stages.slice(0, plan.stages.indexOf(stage) + 1)) {
      await merge(done);
    }
    await waitFor(async () => {
      shop.settle();
      expect(await gatesOf(plan, stage)).toEqual(
        expect.arrayContaining([
          {
            id: 'no-known-caller-would-be-denied',
            state: 'failed',
            reason: expect.stringMatching(
              /legacy-batch .* The dry run would have denied 720 of 18540 requests to order-service/,
            ),
          },
        ]),
      );
    });

    await merge((await planOf('legacy-batch', batch)).stages[0]);
    await waitFor(async () => {
      shop.settle();
      expect(await gatesOf(plan, stage)).toEqual(
        expect.arrayContaining([
          {
            id: 'no-known-caller-would-be-denied',
            state: 'met',
            reason: expect.stringMatching(
              /The proxies counted the same: the dry run would have denied none of 18540 requests\.$/,
            ),
          },
        ]),
      );
    });
  });

  it('leads back out again', async () => {
    const [join] = (await planOf('order-service', orders)).stages;
    await merge(join);
    const plan = await planOf('order-service', {
      apiVersion: 'onmesh.io/v1',
      mesh: 'none',
    });
    expect(plan.stages.map(({ id }) => id)).toContain('leave');
    for (const stage of plan.stages) {
      await merge(stage);
      await waitFor(async () =>
        expect([stage.id, await openGates(plan, stage)]).toEqual([
          stage.id,
          [],
        ]),
      );
    }
  });

  it('stops before encryption while the batch client calls in plaintext', async () => {
    const plan = await planOf('order-service', orders);
    const stage = plan.stages.find(({ gates }) =>
      gates.includes('no-plaintext-caller'),
    );
    expect(stage).toBeDefined();
    for (const done of plan.stages.slice(0, plan.stages.indexOf(stage!) + 1)) {
      await merge(done);
    }
    await waitFor(async () => {
      shop.settle();
      expect(await gatesOf(plan, stage!)).toContainEqual({
        id: 'no-plaintext-caller',
        state: 'failed',
        reason: expect.stringContaining('legacy-batch'),
      });
    });
  });
});
