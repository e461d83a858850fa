import { Knex } from 'knex';
import { databaseNow, databaseNowPlus, locksRows } from './databaseClock';
import { JobRow } from './rows';

/** The right to work on one request until a time. Every write of the worker names it. */
export interface Lease {
  requestId: string;
  owner: string;
  /** Fencing token: a worker whose lease has passed to another holds an old one. */
  token: number;
  /** Claims since the last success, this one included. */
  attempts: number;
}

/** The lease has passed to another worker, or the work was cancelled. The late worker stops and writes nothing. */
export class LeaseLostError extends Error {
  constructor(requestId: string) {
    super(
      `The lease on request ${requestId} was lost; another worker goes on with it`,
    );
    this.name = 'LeaseLostError';
  }
}

/**
 * The worker's side of the outbox. A job is a reason to look at a request, not an instruction: what to do follows from
 * the state that is found, so that a job may run any number of times.
 */
export class JobQueue {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Takes jobs that are due and that nobody works on. Of several workers, each job goes to one. */
  async claim(options: {
    owner: string;
    leaseMs: number;
    limit: number;
  }): Promise<Lease[]> {
    const knex = this.#knex;
    const free = (query: Knex.QueryBuilder) =>
      query
        .where('run_after', '<=', databaseNow(knex))
        .andWhere(lease =>
          lease
            .whereNull('lease_until')
            .orWhere('lease_until', '<=', databaseNow(knex)),
        );
    const due = free(knex('mesh_jobs').select('request_id'))
      .orderBy('run_after')
      .limit(options.limit);
    const rows: JobRow[] = await free(
      knex('mesh_jobs').whereIn(
        'request_id',
        locksRows(knex) ? due.forUpdate().skipLocked() : due,
      ),
    )
      .update({
        lease_owner: options.owner,
        lease_until: databaseNowPlus(knex, options.leaseMs),
        lease_token: knex.raw('lease_token + 1'),
        attempts: knex.raw('attempts + 1'),
      })
      .returning('*');
    return rows.map(row => ({
      requestId: row.request_id,
      owner: options.owner,
      token: Number(row.lease_token),
      attempts: row.attempts,
    }));
  }

  /** Ends a successful look: the next one is due after a while. Does nothing when the lease was lost. */
  async release(lease: Lease, runAfterMs: number): Promise<void> {
    await held(this.#knex, lease).update({
      run_after: databaseNowPlus(this.#knex, runAfterMs),
      lease_owner: null,
      lease_until: null,
      attempts: 0,
      last_error: null,
    });
  }

  /** Ends a look that failed: kept, counted, and tried again after a while. Does nothing when the lease was lost. */
  async fail(lease: Lease, error: string, runAfterMs: number): Promise<void> {
    await held(this.#knex, lease).update({
      run_after: databaseNowPlus(this.#knex, runAfterMs),
      lease_owner: null,
      lease_until: null,
      last_error: error,
    });
  }

  /** Ends the work on a request for good. Does nothing when the lease was lost. */
  async finish(lease: Lease): Promise<void> {
    await held(this.#knex, lease).delete();
  }

  /** Makes a job due at once, as when someone tells that something happened. Whoever works on it goes on. */
  async nudge(requestId: string): Promise<void> {
    await this.#knex('mesh_jobs')
      .where({ request_id: requestId })
      .update({ run_after: databaseNow(this.#knex) });
  }
}

/** The job as long as this lease holds it. */
export function held(knex: Knex, lease: Lease): Knex.QueryBuilder {
  return knex('mesh_jobs').where({
    request_id: lease.requestId,
    lease_owner: lease.owner,
    lease_token: lease.token,
  });
}
