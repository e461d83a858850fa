import { resolve } from 'node:path';
import knexFactory, { Knex } from 'knex';
import { LocalGitScmProvider } from '../local/LocalGitScmProvider';
import { LocalPullRequestStore } from '../local/LocalPullRequestStore';
import { LocalPullRequestTable } from '../local/LocalPullRequestTable';
import { TestRepository } from './TestRepository';

export const BOT = { name: 'Onmesh', email: 'onmesh@example.com' };

const migration = require(
  resolve(
    __dirname,
    '../../../migrations/20261125000000_local_pull_request.js',
  ),
);

export const migrateUp: (knex: Knex) => Promise<void> = migration.up;
export const migrateDown: (knex: Knex) => Promise<void> = migration.down;

/** A database in memory with the table of local pull requests. */
export async function memoryDatabase(): Promise<Knex> {
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
  await migrateUp(knex);
  return knex;
}

/** A fresh repository and provider. Call `remove` when done. */
export async function arrangeLocal(
  wrap: (store: LocalPullRequestStore) => LocalPullRequestStore = store =>
    store,
) {
  const knex = await memoryDatabase();
  const repository = new TestRepository();
  const table = new LocalPullRequestTable(knex);
  const providerWith = (store: LocalPullRequestStore) =>
    LocalGitScmProvider.create({
      directory: repository.directory,
      repo: 'gitops',
      store,
      identity: BOT,
    });
  return {
    repository,
    knex,
    table,
    providerWith,
    provider: await providerWith(wrap(table)),
    base: 'main',
    pushByHand: async (branch: string, files: Record<string, string>) =>
      repository.push(branch, files),
    remove: async () => {
      repository.remove();
      await knex.destroy();
    },
  };
}
