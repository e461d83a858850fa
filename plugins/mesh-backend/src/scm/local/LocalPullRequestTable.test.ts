import { TestDatabases } from '@backstage/backend-test-utils';
import { ScmUnavailableError } from '@onmesh/plugin-mesh-node';
import { Knex } from 'knex';
import {
  memoryDatabase,
  migrateDown,
  migrateUp,
} from '../__testUtils__/arrangeLocal';
import { LocalPullRequestTable } from './LocalPullRequestTable';

const postgres = process.env
  .BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING
  ? TestDatabases.create({ ids: ['POSTGRES_15'] })
  : undefined;

async function postgresDatabase(databases: TestDatabases): Promise<Knex> {
  const knex = await databases.init('POSTGRES_15');
  await migrateUp(knex);
  return knex;
}

const databases: [string, () => Promise<Knex>][] = [
  ['SQLite', memoryDatabase],
  ...(postgres === undefined
    ? []
    : [
        ['PostgreSQL 15', () => postgresDatabase(postgres)] satisfies [
          string,
          () => Promise<Knex>,
        ],
      ]),
];

const pullRequest = (branch: string, repo = 'gitops') => ({
  repo,
  branch,
  base: 'main',
  title: 'Join checkout',
  body: 'Stage 1',
  head: '1'.repeat(40),
});

describe.each(databases)('local pull requests in %s', (_, database) => {
  let knex: Knex;
  let table: LocalPullRequestTable;

  beforeEach(async () => {
    knex = await database();
    table = new LocalPullRequestTable(knex);
  });

  afterEach(() => knex.destroy());

  it('come back as they were kept, with the time of the database', async () => {
    const kept = await table.insert(pullRequest('a'));

    expect(kept).toEqual({
      ...pullRequest('a'),
      number: 1,
      state: 'open',
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
    // The database's clock may tick between the two columns.
    expect(
      Date.parse(kept.updatedAt) - Date.parse(kept.createdAt),
    ).toBeLessThan(1_000);
    expect(Math.abs(Date.parse(kept.createdAt) - Date.now())).toBeLessThan(
      60_000,
    );
    expect(await table.findByNumber('gitops', 1)).toEqual(kept);
    expect(await table.findByBranch('gitops', 'a')).toEqual(kept);
    expect(await table.findByNumber('gitops', 2)).toBeUndefined();
    expect(await table.findByBranch('other', 'a')).toBeUndefined();
  });

  it('are numbered from 1 in each repository, without gaps, although 20 are made at once', async () => {
    const made = await Promise.all([
      ...Array.from({ length: 20 }, (_unused, n) =>
        table.insert(pullRequest(`branch-${n}`)),
      ),
      table.insert(pullRequest('branch-0', 'other')),
    ]);

    const numbers = made.slice(0, 20).map(({ number }) => number);
    expect(numbers.sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_unused, n) => n + 1),
    );
    expect(made[20].number).toBe(1);
  });

  it('are one for each branch: a second one answers with the first, even when that is closed', async () => {
    const first = await table.insert(pullRequest('a'));
    await table.setState({
      repo: 'gitops',
      number: 1,
      from: ['open'],
      to: 'closed',
    });

    const second = await table.insert({ ...pullRequest('a'), title: 'Other' });

    expect(second).toMatchObject({
      number: 1,
      state: 'closed',
      title: first.title,
    });
  });

  it('change state once when ten do it at once', async () => {
    await table.insert(pullRequest('a'));

    const changed = await Promise.all(
      Array.from({ length: 10 }, (_unused, n) =>
        table.setState({
          repo: 'gitops',
          number: 1,
          from: ['open'],
          to: n % 2 ? 'closed' : 'merged',
          by: `user:default/${n}`,
        }),
      ),
    );

    expect(changed.filter(Boolean)).toHaveLength(1);
    expect((await table.findByNumber('gitops', 1))?.by).toBe(
      `user:default/${changed.indexOf(true)}`,
    );
  });

  it('keep what a change of state leaves out, and record what it gives', async () => {
    const { head } = await table.insert(pullRequest('a'));
    const id = { repo: 'gitops', number: 1 };
    await table.setState({ ...id, from: ['open'], to: 'closed', by: 'jane' });
    expect(await table.findByNumber('gitops', 1)).toMatchObject({
      head,
      by: 'jane',
    });

    const mergeCommit = '2'.repeat(40);
    const from = ['open', 'closed'] as const;
    expect(
      await table.setState({ ...id, from, to: 'merged', mergeCommit }),
    ).toBe(true);
    expect(await table.findByNumber('gitops', 1)).toMatchObject({
      state: 'merged',
      mergeCommit,
      by: 'jane',
    });
    expect(await table.setState({ ...id, number: 2, from, to: 'merged' })).toBe(
      false,
    );
  });

  it('are unavailable, not lost, when the database does not answer', async () => {
    await table.insert(pullRequest('a'));
    await migrateDown(knex);
    for (const call of [
      () => table.insert(pullRequest('b')),
      () => table.findByNumber('gitops', 1),
      () =>
        table.setState({
          repo: 'gitops',
          number: 1,
          from: ['open'],
          to: 'closed',
        }),
    ]) {
      // One after the other: a rejection that nobody awaits yet would end the run.
      const error: unknown = await call().catch(e => e);
      expect(error).toBeInstanceOf(ScmUnavailableError);
      expect(String(error)).not.toMatch(/select|insert|update/);
    }
  });

  it('have a table that can be taken away and made again', async () => {
    await migrateDown(knex);
    expect(await knex.schema.hasTable('local_pull_request')).toBe(false);
    await migrateUp(knex);
    expect((await table.insert(pullRequest('a'))).number).toBe(1);
  });
});
