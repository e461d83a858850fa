import { randomUUID } from 'node:crypto';
import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  OnboardingRequest,
  TimelineEvent,
  targetKey,
} from '@onmesh/plugin-mesh-common';
import { Knex } from 'knex';
import { applyTakeBack } from './applyTakeBack';
import { applyTransition } from './applyTransition';
import { databaseNow } from './databaseClock';
import { insertRequest } from './insertRequest';
import { LeaseLostError, held } from './JobQueue';
import {
  NewRequest,
  RequestQuery,
  RequestStore,
  StoredPullRequest,
  Transition,
} from './RequestStore';
import {
  EventRow,
  JobRow,
  PullRequestRow,
  RequestRow,
  toPullRequest,
  toRequest,
  toTimelineEvent,
} from './rows';
import { lockVersion } from './lockVersion';
import { revertsOf } from './revertsOf';
import { upsertPullRequest } from './upsertPullRequest';
import { whereCriteria } from './whereCriteria';

/** Requests in SQLite or PostgreSQL. */
export class KnexRequestStore implements RequestStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async create(request: NewRequest): Promise<OnboardingRequest> {
    const id = randomUUID();
    return this.#submitted(id, request, tx => insertRequest(tx, id, request));
  }

  async takeBack(
    options: Parameters<RequestStore['takeBack']>[0],
  ): Promise<OnboardingRequest> {
    const id = randomUUID();
    return this.#submitted(id, options.request, tx =>
      applyTakeBack(tx, { id, ...options }),
    );
  }

  async get(id: string): Promise<OnboardingRequest | undefined> {
    return (await this.getMany([id]))[0];
  }

  async getMany(ids: string[]): Promise<Array<OnboardingRequest | undefined>> {
    const rows: RequestRow[] = await this.#knex('mesh_requests').whereIn(
      'id',
      ids,
    );
    const requests = await this.#assemble(rows);
    return ids.map(id => requests.find(request => request.id === id));
  }

  async list(query: RequestQuery): Promise<OnboardingRequest[]> {
    const { entityRef, target, requester, states, conditions } = query;
    const rows = this.#knex('mesh_requests')
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'asc' },
      ])
      .limit(query.limit ?? 500);
    if (entityRef !== undefined) {
      rows.where('entity_ref', entityRef);
    }
    if (target !== undefined) {
      const { cluster, namespace, workload } = target;
      rows.where({ cluster, namespace, workload });
    }
    if (requester !== undefined) {
      rows.where('requester', requester);
    }
    if (states !== undefined) {
      rows.whereIn('state', states);
    }
    if (conditions !== undefined) {
      rows.where(allowed => whereCriteria(allowed, conditions));
    }
    return this.#assemble(await rows);
  }

  async timeline(id: string): Promise<TimelineEvent[]> {
    const rows: EventRow[] = await this.#knex('mesh_request_events')
      .where({ request_id: id })
      .orderBy('id');
    return rows.map(toTimelineEvent);
  }

  async pullRequests(id: string): Promise<StoredPullRequest[]> {
    return (await this.#pullRequestRows([id])).map(toPullRequest);
  }

  async transition(transition: Transition): Promise<OnboardingRequest> {
    await this.#knex.transaction(tx => applyTransition(tx, transition));
    return this.#existing(transition.id);
  }

  async saveGates(
    options: Parameters<RequestStore['saveGates']>[0],
  ): Promise<OnboardingRequest> {
    const { id, expectedVersion, gates, lease } = options;
    await this.#knex.transaction(async tx => {
      await lockVersion(tx, id, expectedVersion);
      await assertHeld(tx, options.lease);
      await tx('mesh_requests')
        .where({ id: lease.requestId })
        .update({ gates: JSON.stringify(gates), updated_at: databaseNow(tx) });
    });
    return this.#existing(id);
  }

  async savePullRequest(
    options: Parameters<RequestStore['savePullRequest']>[0],
  ): Promise<StoredPullRequest> {
    const { id, pullRequest, lease } = options;
    return this.#knex.transaction(async tx => {
      await assertHeld(tx, lease);
      return toPullRequest(await upsertPullRequest(tx, id, pullRequest));
    });
  }

  /** Runs a transaction that writes a new request. */
  async #submitted(
    id: string,
    { target }: NewRequest,
    write: (tx: Knex.Transaction) => Promise<void>,
  ): Promise<OnboardingRequest> {
    try {
      await this.#knex.transaction(write);
    } catch (error) {
      throw isDatabaseConflictError(error)
        ? await this.#alreadyOpen(targetKey(target))
        : error;
    }
    return this.#existing(id);
  }

  async #existing(id: string): Promise<OnboardingRequest> {
    const request = await this.get(id);
    if (!request) {
      throw new Error(`Request ${id} vanished while it was written`);
    }
    return request;
  }

  async #alreadyOpen(openTarget: string): Promise<ConflictError> {
    const other: Pick<RequestRow, 'id' | 'state'> | undefined =
      await this.#knex('mesh_requests')
        .where({ open_target: openTarget })
        .first('id', 'state');
    return new ConflictError(
      other
        ? `Request ${other.id} for ${openTarget} is not finished yet (${other.state}). Withdraw it or wait for it, then propose again`
        : `Another request for ${openTarget} was open a moment ago; try again`,
    );
  }

  #pullRequestRows(ids: string[]): Promise<PullRequestRow[]> {
    return this.#knex('mesh_stage_pull_requests')
      .whereIn('request_id', ids)
      .orderBy(['request_id', 'stage_index', 'attempt'])
      .then(rows => rows);
  }

  async #assemble(rows: RequestRow[]): Promise<OnboardingRequest[]> {
    const ids = rows.map(row => row.id);
    const [pullRequests, reverts, jobs] = await Promise.all([
      this.#pullRequestRows(ids),
      revertsOf(this.#knex, ids),
      this.#knex<JobRow>('mesh_jobs')
        .whereIn('request_id', ids)
        .select('request_id', 'last_error'),
    ]);
    const errors = new Map(jobs.map(job => [job.request_id, job.last_error]));
    return rows.map(row =>
      toRequest(row, {
        pullRequests: pullRequests
          .filter(pr => pr.request_id === row.id)
          .map(toPullRequest),
        revertedBy: reverts.get(row.id),
        lastError: errors.get(row.id),
      }),
    );
  }
}

/** Fences out a worker that was too late. Touches the row, so that the lease cannot pass on before the commit. */
async function assertHeld(
  tx: Knex.Transaction,
  lease: Transition['lease'] & object,
): Promise<void> {
  const rows = await held(tx, lease).update({ lease_owner: lease.owner });
  if (rows !== 1) {
    throw new LeaseLostError(lease.requestId);
  }
}
