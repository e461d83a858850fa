import { targetKey } from '@onmesh/plugin-mesh-common';
import { Knex } from 'knex';
import { databaseNow } from './databaseClock';
import { NewRequest } from './RequestStore';

/** Writes a new request and the first entry of its history, within the caller's transaction. */
export async function insertRequest(
  tx: Knex.Transaction,
  id: string,
  request: NewRequest,
): Promise<void> {
  const { reverts, reason } = request;
  await tx('mesh_requests').insert({
    id,
    entity_ref: request.entityRef,
    ...request.target,
    open_target: targetKey(request.target),
    requester: request.requester,
    reason: reason ?? null,
    reverts: reverts ?? null,
    profile: JSON.stringify(request.profile),
    plan: JSON.stringify(request.plan),
    plan_hash: request.planHash,
    state: 'submitted',
    stage_index: 0,
    attempt: 1,
    version: 1,
    gates: '[]',
    created_at: databaseNow(tx),
    updated_at: databaseNow(tx),
  });
  await tx('mesh_request_events').insert({
    request_id: id,
    at: databaseNow(tx),
    actor: request.requester,
    event: 'submit',
    message:
      reverts === undefined
        ? (reason ?? null)
        : `Takes request ${reverts} back${reason ? `: ${reason}` : ''}`,
  });
}
