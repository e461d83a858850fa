import { ConflictError, NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { RequestRow } from './rows';

/**
 * Moves a request to its next version and answers the row as it was otherwise. It is the first statement of a
 * transaction: the write lock comes before the read, so SQLite never has to upgrade one, and on PostgreSQL the second of
 * two writers waits and then finds another version.
 */
export async function lockVersion(
  tx: Knex.Transaction,
  id: string,
  expectedVersion: number,
): Promise<RequestRow> {
  const [row]: RequestRow[] = await tx('mesh_requests')
    .where({ id, version: expectedVersion })
    .update({ version: expectedVersion + 1 })
    .returning('*');
  if (row) {
    return row;
  }
  const now: Pick<RequestRow, 'state' | 'version'> | undefined = await tx(
    'mesh_requests',
  )
    .where({ id })
    .first('state', 'version');
  if (!now) {
    throw new NotFoundError(`There is no request ${id}`);
  }
  throw new ConflictError(
    `Request ${id} has changed meanwhile: it is ${now.state} now, at version ${now.version} and not ${expectedVersion}. Reload it and decide again`,
  );
}
