import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

const directory = () =>
  resolvePackagePath('@onmesh/plugin-mesh-backend', 'migrations');

/** Brings the tables up to date, unless the operator does that elsewhere. */
export async function migrate(
  knex: Knex,
  options?: Pick<DatabaseService, 'migrations'>,
): Promise<void> {
  if (!options?.migrations?.skip) {
    await knex.migrate.latest({ directory: directory() });
  }
}

/** Takes all tables away again. */
export async function migrateDown(knex: Knex): Promise<void> {
  await knex.migrate.rollback({ directory: directory() }, true);
}
