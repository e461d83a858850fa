import { Knex } from 'knex';
import { databaseNow } from './databaseClock';
import { PullRequestRecord } from './RequestStore';
import { PullRequestRow } from './rows';

/** Writes what is known about one attempt's pull request; what is not known is left as it is. */
export async function upsertPullRequest(
  tx: Knex.Transaction,
  requestId: string,
  pullRequest: PullRequestRecord,
): Promise<PullRequestRow> {
  const known = {
    state: pullRequest.state,
    branch: pullRequest.branch,
    ...(pullRequest.baseCommit && { base_commit: pullRequest.baseCommit }),
    ...(pullRequest.baseline && {
      baseline: JSON.stringify(pullRequest.baseline),
    }),
    ...(pullRequest.number && { number: pullRequest.number }),
    ...(pullRequest.url && { url: pullRequest.url }),
    ...(pullRequest.headCommit && { head_commit: pullRequest.headCommit }),
  };
  const [row]: PullRequestRow[] = await tx('mesh_stage_pull_requests')
    .insert({
      request_id: requestId,
      stage_index: pullRequest.stageIndex,
      attempt: pullRequest.attempt,
      created_at: databaseNow(tx),
      ...known,
    })
    .onConflict(['request_id', 'stage_index', 'attempt'])
    .merge(known)
    .returning('*');
  return row;
}
