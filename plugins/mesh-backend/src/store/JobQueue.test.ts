import { newRequest } from '../__testUtils__/newRequest';
import { testDatabases } from '../__testUtils__/databases';
import { JobQueue } from './JobQueue';
import { KnexRequestStore } from './KnexRequestStore';

const databases = testDatabases();

describe.each(databases.each)('JobQueue (%s)', databaseId => {
  const setup = async (jobs: number) => {
    const knex = await databases.create(databaseId);
    const store = new KnexRequestStore(knex);
    for (let i = 0; i < jobs; i++) {
      const { target, ...rest } = newRequest();
      const { id } = await store.create({
        ...rest,
        target: { ...target, workload: `w${i}` },
      });
      await store.transition({
        id,
        expectedVersion: 1,
        event: 'approve',
        actor: 'user:default/peter',
      });
    }
    return { knex, store, queue: new JobQueue(knex) };
  };
  const claim = (queue: JobQueue, owner: string, limit = 3, leaseMs = 60_000) =>
    queue.claim({ owner, limit, leaseMs });

  it('gives each of many jobs to exactly one of many workers', async () => {
    const { queue } = await setup(40);

    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, i) => claim(queue, `worker-${i}`)),
    );
    const rest = await claim(queue, 'last', 100);

    const ids = [...claims.flat(), ...rest].map(lease => lease.requestId);
    expect(ids).toHaveLength(40);
    expect(new Set(ids).size).toBe(40);
    expect(Math.max(...claims.map(c => c.length))).toBeLessThanOrEqual(3);
  });

  it('gives a job to the next worker when the lease of a dead one ends, and counts', async () => {
    const { queue } = await setup(1);
    const [dead] = await claim(queue, 'dead', 1, 300);
    expect(await claim(queue, 'next')).toEqual([]);

    await new Promise(resolve => setTimeout(resolve, 400));
    const [next] = await claim(queue, 'next');

    expect(next).toMatchObject({ requestId: dead.requestId, attempts: 2 });
    expect(next.token).toBeGreaterThan(dead.token);
  });

  it.each([
    ['release', (q: JobQueue, lease: any) => q.release(lease, 0)],
    ['fail', (q: JobQueue, lease: any) => q.fail(lease, 'no', 0)],
    ['finish', (q: JobQueue, lease: any) => q.finish(lease)],
  ])('ignores %s by a worker that lost its lease', async (_, act) => {
    const { knex, queue } = await setup(1);
    const [late] = await claim(queue, 'late', 1, -1);
    await claim(queue, 'next');
    const before = await knex('mesh_jobs');

    await act(queue, late);

    expect(await knex('mesh_jobs')).toEqual(before);
  });

  it('does not hand out a job before it is due, unless it is nudged', async () => {
    const { queue } = await setup(1);
    const [lease] = await claim(queue, 'w');
    await queue.release(lease, 60_000);
    expect(await claim(queue, 'w')).toEqual([]);

    await queue.nudge(lease.requestId);

    expect(await claim(queue, 'w')).toMatchObject([{ attempts: 1 }]);
  });

  it('keeps a failed job with its reason, and counts on', async () => {
    const { knex, queue } = await setup(1);
    const [first] = await claim(queue, 'w');
    await queue.fail(first, 'host is down', 0);

    expect(await knex('mesh_jobs')).toMatchObject([
      { last_error: 'host is down', attempts: 1, lease_owner: null },
    ]);
    expect(await claim(queue, 'w')).toMatchObject([{ attempts: 2 }]);
  });

  it('forgets a finished job', async () => {
    const { knex, queue } = await setup(1);

    await queue.finish((await claim(queue, 'w'))[0]);

    expect(await knex('mesh_jobs')).toEqual([]);
  });
});
