import { ScmPullRequestState } from '@onmesh/plugin-mesh-node';

/** A pull request as it is kept for a repository without a host. */
export interface LocalPullRequest {
  /** Name of the repository. */
  repo: string;
  /** From 1 in each repository. */
  number: number;
  branch: string;
  base: string;
  title: string;
  body: string;
  /** Commit proposed at creation, then the one that was merged or closed. */
  head: string;
  state: ScmPullRequestState;
  mergeCommit?: string;
  /** Who merged or closed it. */
  by?: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** ISO 8601, UTC. */
  updatedAt: string;
}

export type NewLocalPullRequest = Pick<
  LocalPullRequest,
  'repo' | 'branch' | 'base' | 'title' | 'body' | 'head'
>;

/** A change of state, by compare-and-set. What is left out stays as it is. */
export interface LocalPullRequestTransition {
  repo: string;
  number: number;
  /** States that it may be in. */
  from: readonly ScmPullRequestState[];
  to: ScmPullRequestState;
  head?: string;
  mergeCommit?: string;
  by?: string;
}

/**
 * Where the pull requests of local repositories are kept. Each method is one short step that may be repeated; all throw
 * `ScmUnavailableError` when the database does not answer.
 */
export interface LocalPullRequestStore {
  /**
   * Keeps an open pull request under the next number, unless its branch has one: a branch is proposed once.
   *
   * @returns the one pull request of the branch, new or not, in whatever state.
   */
  insert(pullRequest: NewLocalPullRequest): Promise<LocalPullRequest>;

  findByNumber(
    repo: string,
    number: number,
  ): Promise<LocalPullRequest | undefined>;

  findByBranch(
    repo: string,
    branch: string,
  ): Promise<LocalPullRequest | undefined>;

  /** @returns whether this call made the change; when not, the state was not one of `from` any more. */
  setState(transition: LocalPullRequestTransition): Promise<boolean>;
}
