import { ConflictError } from '@backstage/errors';
import { RequestState, isFinal, nextState } from '@onmesh/plugin-mesh-common';
import { Knex } from 'knex';
import { databaseNow, databaseNowPlus, locksRows } from './databaseClock';
import { jobAfter } from './jobAfter';
import { LeaseLostError, held } from './JobQueue';
import { lockVersion } from './lockVersion';
import { Transition } from './RequestStore';
import { RequestRow } from './rows';
import { upsertPullRequest } from './upsertPullRequest';

/** States that a person has to understand before anything goes on. */
const explained: RequestState[] = ['blocked', 'declined', 'rejected'];

/** Everything that one event changes, within the caller's transaction. */
export async function applyTransition(
  tx: Knex.Transaction,
  transition: Transition,
): Promise<void> {
  const { id, expectedVersion } = transition;
  await applyEvent(tx, await lockVersion(tx, id, expectedVersion), transition);
}

/** The same for a row that {@link lockVersion} has locked already. */
export async function applyEvent(
  tx: Knex.Transaction,
  row: RequestRow,
  transition: Omit<Transition, 'expectedVersion'>,
): Promise<void> {
  const { id, event, changes, message } = transition;
  const state = nextState(row.state, event);
  if (!state) {
    throw new ConflictError(
      `Cannot ${event} request ${id}: it is ${row.state}`,
    );
  }
  await tx('mesh_requests')
    .where({ id })
    .update({
      state,
      updated_at: databaseNow(tx),
      message: explained.includes(state) ? (message ?? null) : null,
      ...(isFinal(state) && { open_target: null }),
      ...(changes?.stageIndex !== undefined && {
        stage_index: changes.stageIndex,
      }),
      ...(changes?.attempt !== undefined && { attempt: changes.attempt }),
      ...(changes?.gates && { gates: JSON.stringify(changes.gates) }),
    });
  await tx('mesh_request_events').insert({
    request_id: id,
    at: databaseNow(tx),
    actor: transition.actor,
    event,
    stage_index: row.stage_index,
    message: message ?? null,
  });
  if (transition.pullRequest) {
    await upsertPullRequest(tx, id, transition.pullRequest);
  }
  await orderWork(tx, transition, row.state, state);
}

/** Replaces the job by the one that the new state asks for. The token grows, which fences out whoever held the old one. */
async function orderWork(
  tx: Knex.Transaction,
  { id, lease, runAfterMs }: Omit<Transition, 'expectedVersion'>,
  from: RequestState,
  to: RequestState,
): Promise<void> {
  const work = jobAfter(from, to);
  if (lease) {
    const ended = await held(tx, lease).update({ lease_until: null });
    if (ended !== 1) {
      throw new LeaseLostError(id);
    }
  }
  if (work === 'none') {
    await tx('mesh_jobs').where({ request_id: id }).delete();
    return;
  }
  const due = databaseNowPlus(tx, runAfterMs ?? 0);
  const latest = locksRows(tx) ? 'greatest' : 'max';
  await tx('mesh_jobs')
    .insert({
      request_id: id,
      run_after: due,
      // Never below a token that was handed out for an earlier job of this request.
      lease_token: databaseNow(tx),
      attempts: 0,
    })
    .onConflict('request_id')
    .merge({
      run_after:
        work === 'after-lease'
          ? tx.raw(`${latest}(?, coalesce(mesh_jobs.lease_until, 0))`, [due])
          : due,
      lease_owner: null,
      lease_until: null,
      lease_token: tx.raw('mesh_jobs.lease_token + 1'),
      attempts: 0,
      last_error: null,
    });
}
