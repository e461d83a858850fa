import { ConflictError } from '@backstage/errors';
import { isFinal, isTakenBack } from '@onmesh/plugin-mesh-common';
import { Knex } from 'knex';
import { applyEvent } from './applyTransition';
import { databaseNow } from './databaseClock';
import { insertRequest } from './insertRequest';
import { lockVersion } from './lockVersion';
import { NewRequest } from './RequestStore';
import { revertsOf } from './revertsOf';

/** Ends one request and writes the one that takes it back, within the caller's transaction. */
export async function applyTakeBack(
  tx: Knex.Transaction,
  options: {
    id: string;
    expectedVersion: number;
    request: NewRequest & { reverts: string };
  },
): Promise<void> {
  const { id, request } = options;
  const { reverts, requester, reason } = request;
  const row = await lockVersion(tx, reverts, options.expectedVersion);
  // Behind the lock, so that of two who take back at once the second sees the first.
  const revertedBy = (await revertsOf(tx, [reverts])).get(reverts);
  if (revertedBy && isTakenBack({ revertedBy })) {
    throw new ConflictError(
      `Request ${revertedBy.id} takes request ${reverts} back already; it is ${revertedBy.state}`,
    );
  }
  const message = `Request ${id} takes back what was merged${reason ? `: ${reason}` : ''}`;
  if (isFinal(row.state)) {
    await tx('mesh_requests')
      .where({ id: reverts })
      .update({ updated_at: databaseNow(tx) });
    await tx('mesh_request_events').insert({
      request_id: reverts,
      at: databaseNow(tx),
      actor: requester,
      event: 'take-back',
      message,
    });
  } else {
    await applyEvent(tx, row, {
      id: reverts,
      event: 'take-back',
      actor: requester,
      message,
    });
  }
  await insertRequest(tx, id, request);
}
