import { mockCredentials } from '@backstage/backend-test-utils';
import { GateResult, PlanStage } from '@onmesh/plugin-mesh-common';
import { testDatabases } from '../__testUtils__/databases';
import { newRequest, plan, stage } from '../__testUtils__/newRequest';
import { KnexRequestStore } from '../store/KnexRequestStore';
import { RequestActions } from './RequestActions';

const databases = testDatabases();
const pat = {
  credentials: mockCredentials.user('user:default/pat'),
  userEntityRef: 'user:default/pat',
  ownershipEntityRefs: ['user:default/pat'],
};
const untold: GateResult = {
  id: 'traffic-is-observed',
  state: 'waiting',
  unknown: true,
  reason: 'No metrics could be read.',
};
const follows: GateResult = {
  id: 'every-pod-has-a-ready-proxy',
  state: 'waiting',
  reason: '0 of 2 pods have a ready proxy.',
};
jest.setTimeout(60_000);

/** A request whose present stage is merged, with this reading of its gates. */
async function arrange(gates: GateResult[], stages: PlanStage[]) {
  const knex = await databases.create('SQLITE_3');
  const store = new KnexRequestStore(knex);
  let request = await store.create(newRequest({ plan: plan(stages) }));
  for (const event of ['approve', 'open', 'merge'] as const) {
    await store.transition({
      id: request.id,
      expectedVersion: request.version,
      event,
      actor: 'worker',
      changes: { gates },
    });
    request = (await store.get(request.id)) ?? request;
  }
  const actions = new RequestActions({
    store,
    repositories: { forCluster: () => undefined },
    replan: async () => request.planHash,
  });
  return {
    accept: (reason?: string) =>
      actions.act(
        request,
        'accept-unknown',
        { version: request.version, reason },
        pat,
      ),
    after: async () => ({
      request: await store.get(request.id),
      last: (await store.timeline(request.id)).at(-1),
    }),
  };
}

describe('accepting what is not known', () => {
  it('goes on to the next stage, and the history says what was accepted, by whom and why', async () => {
    const { accept, after } = await arrange(
      [untold, { ...untold, id: 'no-new-denials' }],
      [stage(), stage({ id: 'encrypt' })],
    );

    await accept('Nobody calls it before Monday.');

    expect(await after()).toMatchObject({
      request: { state: 'queued', stageIndex: 1, attempt: 1, gates: [] },
      last: {
        actor: 'user:default/pat',
        event: 'advance',
        message:
          'Accepted without knowing: No metrics could be read. Because: Nobody calls it before Monday.',
      },
    });
  });

  it('ends the request after its last stage, with the gates as they were read', async () => {
    const { accept, after } = await arrange([untold], [stage()]);

    await accept('Nobody calls it before Monday.');

    expect(await after()).toMatchObject({
      request: { state: 'done', gates: [untold] },
      last: { event: 'finish' },
    });
  });

  it('needs a reason', async () => {
    const { accept, after } = await arrange([untold], [stage()]);

    await expect(accept(' ')).rejects.toThrow(/say why/);
    expect(await after()).toMatchObject({ request: { state: 'verifying' } });
  });

  it('is refused while something waits for the cluster', async () => {
    const { accept, after } = await arrange([follows, untold], [stage()]);

    await expect(accept('Because.')).rejects.toThrow(/unknown alone/);
    expect(await after()).toMatchObject({ request: { state: 'verifying' } });
  });
});
