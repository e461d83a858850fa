import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import knexFactory, { Knex } from 'knex';
import { arrangeWorker } from '../__testUtils__/arrangeWorker';
import { CrashOrder } from '../__testUtils__/crashingWorker';
import { migrate } from '../store/migrate';

const databases = TestDatabases.create({
  ids: ['POSTGRES_15'],
  disableDocker: true,
});
const LEASE_MS = 300;

jest.setTimeout(60_000);

/** Runs a worker in a process of its own, which must die by SIGKILL. */
async function crash(order: CrashOrder): Promise<void> {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      require.resolve('../__testUtils__/crashingWorker.ts'),
    ],
    {
      env: { PATH: process.env.PATH, CRASH: JSON.stringify(order) },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let errors = '';
  child.stderr.on('data', data => {
    errors += data;
  });
  const [code, signal] = await once(child, 'close');
  if (signal !== 'SIGKILL') {
    throw new Error(
      `The worker ended with ${code} instead of dying: ${errors}`,
    );
  }
}

describe('a worker that is killed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'onmesh-crash-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  let files = 0;
  const sqlite = async () => {
    const config: Knex.Config = {
      client: 'better-sqlite3',
      connection: { filename: join(folder, `${++files}.sqlite`) },
      useNullAsDefault: true,
    };
    const knex = knexFactory(config);
    await migrate(knex);
    return { knex, config, end: () => knex.destroy() };
  };
  const postgres = async () => {
    const knex = await databases.init('POSTGRES_15');
    await migrate(knex);
    const { client, connection } = knex.client.config;
    return { knex, config: { client, connection }, end: async () => {} };
  };
  const kinds = [
    { name: 'SQLite', open: sqlite },
    ...(databases.supports('POSTGRES_15')
      ? [{ name: 'PostgreSQL', open: postgres }]
      : []),
  ];

  it.each(
    kinds.flatMap(kind =>
      (
        [
          ['before', 'commit'],
          ['after', 'commit'],
          ['before', 'createPullRequest'],
          ['after', 'createPullRequest'],
        ] as const
      ).map(([when, method]) => ({ kind, when, method, of: kind.name })),
    ),
  )(
    '$when $method leaves exactly one pull request to its successor ($of)',
    async ({ kind, when, method }) => {
      const { knex, config, end } = await kind.open();
      const { repository, store, worker, approved, hosted, remove } =
        await arrangeWorker(knex);
      const { id } = await approved();

      await crash({
        database: config,
        directory: repository.directory,
        method,
        when,
        leaseMs: LEASE_MS,
      });
      expect(await store.get(id)).toMatchObject({ state: 'queued' });
      await new Promise(resolve => setTimeout(resolve, LEASE_MS + 50));
      await worker().runDue();

      expect(await store.get(id)).toMatchObject({ state: 'proposed' });
      expect(await hosted()).toHaveLength(1);
      expect(
        repository.git([
          'branch',
          '--format=%(refname:short)',
          '--list',
          'mesh/*',
        ]),
      ).toBe(`mesh/checkout-${id.slice(0, 8)}-1-join`);
      remove();
      await end();
    },
  );
});
