import { RequestEvent, RequestState } from '@onmesh/plugin-mesh-common';
import { checkout, newRequest } from '../__testUtils__/newRequest';
import { testDatabases } from '../__testUtils__/databases';
import { JobQueue } from './JobQueue';
import { KnexRequestStore } from './KnexRequestStore';

const databases = testDatabases();
const JANE = 'user:default/jane';
const PETER = 'user:default/peter';

describe.each(databases.each)('KnexRequestStore (%s)', databaseId => {
  const setup = async () => {
    const knex = await databases.create(databaseId);
    const store = new KnexRequestStore(knex);
    const queue = new JobQueue(knex);
    const claim = async () =>
      (await queue.claim({ owner: 'w1', leaseMs: 60_000, limit: 10 }))[0];
    /** Walks a request through events, each by peter. */
    const walk = async (id: string, ...events: RequestEvent[]) => {
      let request = await store.get(id);
      for (const event of events) {
        request = await store.transition({
          id,
          expectedVersion: request!.version,
          event,
          actor: PETER,
        });
      }
      return request!;
    };
    return { knex, store, queue, claim, walk };
  };

  it('keeps what was submitted, with the reason as the first entry of the history', async () => {
    const { store } = await setup();

    const created = await store.create(newRequest());

    expect(await store.get(created.id)).toEqual(created);
    expect(created).toMatchObject({
      ...newRequest(),
      state: 'submitted',
      version: 1,
      stageIndex: 0,
      attempt: 1,
      gates: [],
      pullRequests: [],
    });
    expect(Math.abs(Date.parse(created.createdAt) - Date.now())).toBeLessThan(
      60_000,
    );
    expect(await store.timeline(created.id)).toEqual([
      expect.objectContaining({
        actor: JANE,
        event: 'submit',
        message: 'We handle cards',
      }),
    ]);
  });

  it('answers undefined for a request that is not there', async () => {
    const { store } = await setup();
    const { id } = await store.create(newRequest());

    expect(await store.get('nope')).toBeUndefined();
    expect((await store.getMany(['nope', id])).map(found => found?.id)).toEqual(
      [undefined, id],
    );
  });

  it('refuses a second open request for a target, naming the first', async () => {
    const { store } = await setup();
    const first = await store.create(newRequest());

    await expect(store.create(newRequest())).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining(first.id),
    });
    expect(await store.list({})).toHaveLength(1);
  });

  it('accepts a new request once the first is finished', async () => {
    const { store, walk } = await setup();
    const first = await store.create(newRequest());
    await walk(first.id, 'withdraw');

    await expect(store.create(newRequest())).resolves.toMatchObject({
      state: 'submitted',
    });
  });

  it('writes state, history and job of an approval together', async () => {
    const { store, claim } = await setup();
    const { id } = await store.create(newRequest());
    expect(await claim()).toBeUndefined();

    const approved = await store.transition({
      id,
      expectedVersion: 1,
      event: 'approve',
      actor: PETER,
      message: 'Looks fine',
    });

    expect(approved).toMatchObject({ state: 'queued', version: 2 });
    expect((await store.timeline(id)).at(-1)).toMatchObject({
      actor: PETER,
      event: 'approve',
      message: 'Looks fine',
      stageIndex: 0,
    });
    expect(await claim()).toMatchObject({ requestId: id, attempts: 1 });
  });

  it('refuses a decision about an older version, saying what it is now', async () => {
    const { store, walk } = await setup();
    const { id } = await store.create(newRequest());
    await walk(id, 'approve');

    await expect(
      store.transition({
        id,
        expectedVersion: 1,
        event: 'reject',
        actor: JANE,
      }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('queued'),
    });
    expect(await store.timeline(id)).toHaveLength(2);
  });

  it('refuses an event that cannot happen in the state, and writes nothing', async () => {
    const { store } = await setup();
    const { id } = await store.create(newRequest());

    await expect(
      store.transition({
        id,
        expectedVersion: 1,
        event: 'finish',
        actor: JANE,
      }),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    expect(await store.get(id)).toMatchObject({
      state: 'submitted',
      version: 1,
    });
    expect(await store.timeline(id)).toHaveLength(1);
  });

  it('lets one of many simultaneous decisions win', async () => {
    const { store } = await setup();
    const { id } = await store.create(newRequest());

    const outcomes = await Promise.allSettled(
      (['approve', 'reject', 'approve', 'withdraw'] as const).map(event =>
        store.transition({ id, expectedVersion: 1, event, actor: PETER }),
      ),
    );

    expect(outcomes.filter(o => o.status === 'fulfilled')).toHaveLength(1);
    expect(await store.timeline(id)).toHaveLength(2);
    expect(await store.get(id)).toMatchObject({ version: 2 });
  });

  it('fences out a worker whose lease has passed on', async () => {
    const { store, queue, walk, claim } = await setup();
    const { id } = await store.create(newRequest());
    await walk(id, 'approve');
    const [stale] = await queue.claim({ owner: 'w0', leaseMs: -1, limit: 1 });
    const lease = await claim();

    await expect(
      store.transition({
        id,
        expectedVersion: 2,
        event: 'block',
        actor: 'worker',
        lease: stale,
      }),
    ).rejects.toMatchObject({ name: 'LeaseLostError' });
    await expect(
      store.savePullRequest({
        id,
        lease: stale,
        pullRequest: { stageIndex: 0, attempt: 1, branch: 'b', state: 'open' },
      }),
    ).rejects.toMatchObject({ name: 'LeaseLostError' });
    await expect(
      store.saveGates({ id, expectedVersion: 2, gates: [], lease: stale }),
    ).rejects.toMatchObject({ name: 'LeaseLostError' });
    expect(await store.get(id)).toMatchObject({ state: 'queued', version: 2 });

    await expect(
      store.transition({
        id,
        expectedVersion: 2,
        event: 'open',
        actor: 'worker',
        lease,
      }),
    ).resolves.toMatchObject({ state: 'proposed' });
  });

  it('keeps what it knows about a pull request when a later write knows less', async () => {
    const { store, walk, claim } = await setup();
    const { id } = await store.create(newRequest());
    await walk(id, 'approve');
    const lease = await claim();
    const pullRequest = {
      stageIndex: 0,
      attempt: 1,
      branch: 'mesh/checkout',
      state: 'pending' as const,
    };
    const pending = await store.savePullRequest({
      id,
      lease,
      pullRequest: { ...pullRequest, baseCommit: 'b'.repeat(40) },
    });

    const request = await store.transition({
      id,
      expectedVersion: 2,
      event: 'open',
      actor: 'worker',
      lease,
      pullRequest: {
        ...pullRequest,
        state: 'open',
        number: 7,
        url: 'http://x',
      },
    });

    expect(request.pullRequests).toEqual([
      { ...pullRequest, state: 'open', number: 7, url: 'http://x' },
    ]);
    expect(await store.pullRequests(id)).toEqual([
      {
        ...pending,
        state: 'open',
        number: 7,
        url: 'http://x',
        baseCommit: 'b'.repeat(40),
      },
    ]);
  });

  it('shows why the present step is tried again', async () => {
    const { store, queue, walk, claim } = await setup();
    const { id } = await store.create(newRequest());
    await walk(id, 'approve');

    await queue.fail(await claim(), 'The Git host does not answer', 60_000);

    expect(await store.get(id)).toMatchObject({
      state: 'queued',
      message: 'The Git host does not answer',
    });
  });

  it('cleans up behind a withdrawn request only when the worker is done with it', async () => {
    const { store, queue, walk } = await setup();
    const { id } = await store.create(newRequest());
    await walk(id, 'approve');
    await queue.claim({ owner: 'w1', leaseMs: 400, limit: 1 });
    await walk(id, 'withdraw');
    const claimAgain = () =>
      queue.claim({ owner: 'w2', leaseMs: 1000, limit: 1 });

    expect(await claimAgain()).toEqual([]);
    await new Promise(resolve => setTimeout(resolve, 500));
    expect(await claimAgain()).toMatchObject([{ requestId: id }]);
  });

  it('orders no work for a request that was withdrawn before anything was done', async () => {
    const { store, walk, claim } = await setup();
    const { id } = await store.create(newRequest());

    await walk(id, 'withdraw');

    expect(await claim()).toBeUndefined();
  });

  describe('list', () => {
    const target = (workload: string) => ({ ...checkout, workload });
    const seeded = async () => {
      const all = await setup();
      const a = await all.store.create(newRequest({ target: target('a') }));
      const b = await all.store.create(
        newRequest({
          target: target('b'),
          requester: PETER,
          entityRef: 'component:default/b',
        }),
      );
      await all.walk(b.id, 'reject');
      return { ...all, a: a.id, b: b.id };
    };

    it.each<[string, object, ('a' | 'b')[]]>([
      ['everything', {}, ['a', 'b']],
      ['an entity', { entityRef: 'component:default/b' }, ['b']],
      ['a requester', { requester: JANE }, ['a']],
      ['states', { states: ['submitted'] satisfies RequestState[] }, ['a']],
      [
        'a condition',
        { conditions: { key: 'requester', values: [PETER] } },
        ['b'],
      ],
      [
        'a condition without values',
        { conditions: { key: 'state', values: [] } },
        [],
      ],
      [
        'not a condition',
        { conditions: { not: { key: 'requester', values: [PETER] } } },
        ['a'],
      ],
      [
        'any of two conditions',
        {
          conditions: {
            anyOf: [
              { key: 'requester', values: [PETER] },
              { key: 'state', values: ['submitted'] },
            ],
          },
        },
        ['a', 'b'],
      ],
      [
        'all of two conditions, one nested',
        {
          conditions: {
            allOf: [
              { key: 'entityRef', values: ['component:default/b'] },
              { not: { key: 'state', values: ['rejected'] } },
            ],
          },
        },
        [],
      ],
      [
        'a filter and a condition',
        {
          requester: JANE,
          conditions: {
            anyOf: [
              { key: 'requester', values: [PETER] },
              { key: 'state', values: ['rejected'] },
            ],
          },
        },
        [],
      ],
    ])('finds by %s', async (_, query, expected) => {
      const { store, ...ids } = await seeded();

      const found = await store.list(query);

      expect(found.map(r => r.id).sort()).toEqual(
        expected.map(name => ids[name]).sort(),
      );
    });
  });
});
