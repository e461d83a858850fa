import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { migrate } from '../store/migrate';

/**
 * SQLite always, and PostgreSQL when BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING says where one is. Call it once
 * at the top of a test file.
 */
export function testDatabases(): {
  each: [TestDatabaseId][];
  create(id: TestDatabaseId): Promise<Knex>;
} {
  const databases = TestDatabases.create({
    ids: ['SQLITE_3', 'POSTGRES_15'],
    disableDocker: true,
  });
  return {
    each: databases.eachSupportedId(),
    async create(id) {
      const knex = await databases.init(id);
      await migrate(knex);
      return knex;
    },
  };
}
