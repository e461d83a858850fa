import { RequestEvent } from '@onmesh/plugin-mesh-common';
import { testDatabases } from '../__testUtils__/databases';
import { newRequest } from '../__testUtils__/newRequest';
import { JobQueue } from './JobQueue';
import { KnexRequestStore } from './KnexRequestStore';

const databases = testDatabases();
const JANE = 'user:default/jane';
const OTTO = 'user:default/otto';

describe.each(databases.each)('taking a request back (%s)', databaseId => {
  const setup = async (...events: RequestEvent[]) => {
    const knex = await databases.create(databaseId);
    const store = new KnexRequestStore(knex);
    const queue = new JobQueue(knex);
    const { id } = await store.create(newRequest());
    const walk = async (of: string, ...on: RequestEvent[]) => {
      for (const event of on) {
        const { version } = (await store.get(of))!;
        await store.transition({
          id: of,
          expectedVersion: version,
          event,
          actor: JANE,
        });
      }
      return (await store.get(of))!;
    };
    const request = await walk(id, ...events);
    const takeBack = (expectedVersion = request.version, requester = OTTO) =>
      store.takeBack({
        expectedVersion,
        request: {
          ...newRequest({ requester, reason: 'Carts were slow.' }),
          reverts: id,
        },
      });
    const claim = () =>
      queue.claim({ owner: 'w1', leaseMs: 60_000, limit: 10 });
    return { knex, store, queue, id, request, walk, takeBack, claim };
  };

  it.each<[string, RequestEvent[]]>([
    ['queued', ['approve', 'open', 'merge', 'advance']],
    ['proposed', ['approve', 'open', 'merge', 'advance', 'open']],
    ['verifying', ['approve', 'open', 'merge']],
    ['declined', ['approve', 'open', 'close']],
    ['blocked', ['approve', 'open', 'merge', 'block']],
  ])(
    'ends one that is %s, and leaves nothing to do but to close what is open',
    async (state, events) => {
      const { store, id, request, takeBack, claim } = await setup(...events);
      expect(request.state).toBe(state);

      const made = await takeBack();

      expect(await store.get(id)).toMatchObject({
        state: 'withdrawn',
        revertedBy: { id: made.id, state: 'submitted' },
      });
      expect(made).toMatchObject({
        state: 'submitted',
        reverts: id,
        requester: OTTO,
      });
      expect((await claim()).map(({ requestId }) => requestId)).toEqual([id]);
    },
  );

  it.each<[string, RequestEvent[]]>([
    ['done', ['approve', 'open', 'merge', 'finish']],
    ['withdrawn', ['approve', 'open', 'merge', 'withdraw']],
  ])('leaves one that is %s what it was', async (state, events) => {
    const { store, id, request, takeBack } = await setup(...events);

    const made = await takeBack();

    expect(await store.get(id)).toMatchObject({
      state,
      version: request.version + 1,
      revertedBy: { id: made.id },
    });
  });

  it('says in both histories who did it, why, and which is the other', async () => {
    const { store, id, takeBack } = await setup('approve', 'open', 'merge');

    const made = await takeBack();

    expect((await store.timeline(id)).at(-1)).toMatchObject({
      actor: OTTO,
      event: 'take-back',
      message: `Request ${made.id} takes back what was merged: Carts were slow.`,
    });
    expect(await store.timeline(made.id)).toMatchObject([
      {
        actor: OTTO,
        event: 'submit',
        message: `Takes request ${id} back: Carts were slow.`,
      },
    ]);
  });

  it('lets one of many at once through, and writes nothing for the others', async () => {
    const { knex, takeBack } = await setup('approve', 'open', 'merge');

    const outcomes = await Promise.allSettled(
      Array.from({ length: 6 }, () => takeBack()),
    );

    const names = outcomes.map(outcome =>
      outcome.status === 'rejected' ? outcome.reason.name : 'made',
    );
    expect(names.sort()).toEqual([...Array(5).fill('ConflictError'), 'made']);
    expect(await knex('mesh_requests')).toHaveLength(2);
    expect(
      await knex('mesh_request_events').where({ event: 'take-back' }),
    ).toHaveLength(1);
  });

  it('is refused a second time, by name, whoever saw the first', async () => {
    const { store, id, takeBack } = await setup('approve', 'open', 'merge');
    const made = await takeBack();
    const { version } = (await store.get(id))!;

    await expect(takeBack(version, JANE)).rejects.toThrow(
      `Request ${made.id} takes request ${id} back already; it is submitted`,
    );
    expect(await store.list({})).toHaveLength(2);
  });

  it.each<RequestEvent>(['reject', 'withdraw'])(
    'can be asked for anew after %s',
    async event => {
      const { store, id, walk, takeBack } = await setup(
        'approve',
        'open',
        'merge',
      );
      await walk((await takeBack()).id, event);
      const { version } = (await store.get(id))!;

      const again = await takeBack(version);

      expect((await store.get(id))?.revertedBy).toEqual({
        id: again.id,
        state: 'submitted',
      });
    },
  );

  it('leaves the request as it was when its target has another one that is not finished', async () => {
    const { store, id, request, takeBack } = await setup(
      'approve',
      'open',
      'merge',
      'finish',
    );
    const other = await store.create(newRequest());

    await expect(takeBack()).rejects.toThrow(other.id);

    expect(await store.get(id)).toEqual(request);
    expect((await store.timeline(id)).at(-1)?.event).toBe('finish');
  });

  it('fences out a worker that is about to propose the next stage', async () => {
    const { store, queue, id, request, takeBack, claim } = await setup(
      'approve',
      'open',
      'merge',
      'advance',
    );
    const [lease] = await claim();
    await takeBack();

    const late = store.transition({
      id,
      expectedVersion: request.version,
      event: 'open',
      actor: 'worker',
      lease,
    });

    await expect(late).rejects.toMatchObject({ name: 'ConflictError' });
    await expect(
      store.savePullRequest({
        id,
        pullRequest: {
          stageIndex: 1,
          attempt: 1,
          branch: 'mesh/late',
          state: 'pending',
        },
        lease,
      }),
    ).rejects.toMatchObject({ name: 'LeaseLostError' });
    expect((await store.get(id))?.state).toBe('withdrawn');
    // What the late worker may have opened is closed once its lease is over.
    expect(await claim()).toEqual([]);
    await queue.release(lease, 0);
    expect(await claim()).toEqual([]);
  });

  it('lists the requests of one target', async () => {
    const { store, id } = await setup();
    const cart = { cluster: 'demo', namespace: 'shop', workload: 'cart' };
    await store.create(newRequest({ target: cart }));

    const found = await store.list({ target: newRequest().target });

    expect(found.map(request => request.id)).toEqual([id]);
  });
});
