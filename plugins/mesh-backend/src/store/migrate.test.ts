import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { newRequest } from '../__testUtils__/newRequest';
import { KnexRequestStore } from './KnexRequestStore';
import { migrate, migrateDown } from './migrate';

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_15'],
  disableDocker: true,
});

describe.each(databases.eachSupportedId())('migrations (%s)', databaseId => {
  it('go up, down with data in them, and up again', async () => {
    const knex = await databases.init(databaseId);
    await migrate(knex);
    const store = new KnexRequestStore(knex);
    const { id } = await store.create(newRequest());
    await store.transition({
      id,
      expectedVersion: 1,
      event: 'approve',
      actor: 'user:default/peter',
    });

    await migrateDown(knex);
    expect(await knex.schema.hasTable('mesh_requests')).toBe(false);

    await migrate(knex);
    expect(await store.list({})).toEqual([]);
  });

  it('keep the requests of the version before, and give them room for being taken back', async () => {
    const knex = await databases.init(databaseId);
    await migrate(knex);
    const directory = resolvePackagePath(
      '@onmesh/plugin-mesh-backend',
      'migrations',
    );
    const store = new KnexRequestStore(knex);
    const { id, version } = await store.create(newRequest());
    const name = '20261126000000_take_back.js';
    await knex.migrate.down({ directory, name });
    expect(await knex.schema.hasColumn('mesh_requests', 'reverts')).toBe(false);

    await migrate(knex);

    expect(await store.get(id)).toMatchObject({ id, version });
  });

  it('are left to the operator when the configuration says so', async () => {
    const knex = await databases.init(databaseId);

    await migrate(knex, { migrations: { skip: true } });

    expect(await knex.schema.hasTable('mesh_requests')).toBe(false);
  });
});
