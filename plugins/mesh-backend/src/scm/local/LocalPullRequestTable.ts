import {
  ScmPullRequestState,
  ScmUnavailableError,
} from '@onmesh/plugin-mesh-node';
import { Knex } from 'knex';
import { databaseNow } from '../../store/databaseClock';
import {
  LocalPullRequest,
  LocalPullRequestStore,
  LocalPullRequestTransition,
  NewLocalPullRequest,
} from './LocalPullRequestStore';

const TABLE = 'local_pull_request';

/** In each round at least one of the racing callers gets a number, so this is more than there will ever be at once. */
const MOST_ROUNDS = 100;

interface Row {
  repo: string;
  number: number;
  branch: string;
  base: string;
  title: string;
  body: string;
  head: string;
  state: ScmPullRequestState;
  merge_commit: string | null;
  /** PostgreSQL answers a bigint as a string. */
  created_at: number | string;
  updated_at: number | string;
  by: string | null;
}

const toIso = (ms: number | string) => new Date(Number(ms)).toISOString();

function toPullRequest(row: Row): LocalPullRequest {
  const { repo, number, branch, base, title, body, head, state } = row;
  return {
    repo,
    number,
    branch,
    base,
    title,
    body,
    head,
    state,
    ...(row.merge_commit === null ? {} : { mergeCommit: row.merge_commit }),
    ...(row.by === null ? {} : { by: row.by }),
    createdAt: toIso(row.created_at),
    updatedAt: toIso(row.updated_at),
  };
}

async function available<T>(query: PromiseLike<T>): Promise<T> {
  try {
    return await query;
  } catch (error) {
    throw new ScmUnavailableError(
      'The database of the local pull requests does not answer. Try again later.',
      { cause: error },
    );
  }
}

/** Local pull requests in the database of the plugin (SQLite or PostgreSQL). */
export class LocalPullRequestTable implements LocalPullRequestStore {
  constructor(private readonly knex: Knex) {}

  async insert(pullRequest: NewLocalPullRequest): Promise<LocalPullRequest> {
    const { repo, branch } = pullRequest;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const present = await this.findByBranch(repo, branch);
      if (present !== undefined) {
        return present;
      }
      const number = (await this.lastNumber(repo)) + 1;
      const now = databaseNow(this.knex);
      await available(
        this.knex(TABLE)
          .insert({
            ...pullRequest,
            number,
            state: 'open',
            created_at: now,
            updated_at: now,
          })
          // Either index may be hit: the branch by a repeated call, the number by a call for another branch.
          .onConflict()
          .ignore(),
      );
    }
    throw new ScmUnavailableError(
      `No number could be had for the pull request of ${branch}: too many were made at once. Try again.`,
    );
  }

  findByNumber(repo: string, number: number) {
    return this.find({ repo, number });
  }

  findByBranch(repo: string, branch: string) {
    return this.find({ repo, branch });
  }

  async setState(transition: LocalPullRequestTransition): Promise<boolean> {
    const { repo, number, from, to, head, mergeCommit, by } = transition;
    const changed = await available(
      this.knex(TABLE)
        .where({ repo, number })
        .whereIn('state', from)
        .update({
          state: to,
          updated_at: databaseNow(this.knex),
          ...(head === undefined ? {} : { head }),
          ...(mergeCommit === undefined ? {} : { merge_commit: mergeCommit }),
          ...(by === undefined ? {} : { by }),
        }),
    );
    return changed > 0;
  }

  private async find(where: Partial<Row>) {
    const row = await available(this.knex<Row>(TABLE).where(where).first());
    return row === undefined ? undefined : toPullRequest(row);
  }

  private async lastNumber(repo: string): Promise<number> {
    const row = await available(
      this.knex(TABLE).where({ repo }).max({ last: 'number' }).first(),
    );
    return Number(row?.last ?? 0);
  }
}
