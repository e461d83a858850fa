/** Who wrote or recorded a commit. */
export interface ScmIdentity {
  name: string;
  email: string;
}

/** One file of a commit. `null` deletes the file; deleting one that is not there is no error. */
export interface ScmFileChange {
  /** Relative to the root of the repository, with `/`; see {@link assertRepositoryPath}. */
  path: string;
  /** The whole new text, written as UTF-8, or `null` to delete the file. */
  content: string | null;
}

/** A change to record on a branch that is not the base. */
export interface ScmCommitRequest {
  /**
   * Where a new branch starts: a branch or, better, a full commit id, which keeps a retry the same although the branch
   * moves on. Not used when `expectedHead` is given.
   */
  base: string;
  /** Branch to write to; may not be the branch named by `base`, which changes by merged pull requests only. */
  branch: string;
  /** Commit that the branch must be at, or undefined when the branch must not exist yet. */
  expectedHead: string | undefined;
  files: readonly ScmFileChange[];
  /** Kept as it is, trailers included. */
  message: string;
  author: ScmIdentity;
  /** Default: the identity of the provider. A host may record its own instead. */
  committer?: ScmIdentity;
  /** Date of author and committer, to the second. Default: now. Giving it makes the commit id reproducible where the host allows. */
  date?: Date;
}

/** Outcome of {@link ScmProvider.commit}. */
export interface ScmCommitResult {
  /**
   * `committed`: the branch is at `head`, which holds the files. `unchanged`: the files were already so in `head`, which
   * is the commit that would have been the parent; nothing was written and no branch was made.
   */
  outcome: 'committed' | 'unchanged';
  head: string;
}

/** `merged` and `closed` are final for Onmesh: it never reopens and never recreates. */
export type ScmPullRequestState = 'open' | 'merged' | 'closed';

/** A pull request (merge request) in neutral terms. */
export interface ScmPullRequest {
  /** Unique in the repository. */
  number: number;
  /** Branch that it proposes. */
  branch: string;
  /** Branch that it is to be merged into. */
  base: string;
  title: string;
  /** Markdown. */
  body: string;
  /** Commit that it proposes now or, once decided, proposed last. An open pull request follows its branch. */
  head: string;
  state: ScmPullRequestState;
  /**
   * A commit on the base that holds the change; present when merged and known. It is the head itself when the base was
   * moved to it by other means than a merge commit.
   */
  mergeCommit?: string;
  /** Who merged or closed it, as passed to the provider; absent when that happened elsewhere. */
  decidedBy?: string;
  /** Web page for people; absent where the host has none. */
  url?: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** ISO 8601, UTC. */
  updatedAt: string;
}

/** One file of a {@link ScmDiff}. Renames are a deletion and an addition. */
export interface ScmFileDiff {
  path: string;
  change: 'added' | 'modified' | 'deleted';
  /** Unified diff of this file as Git prints it, headers included. */
  patch: string;
}

/** What a pull request changes, compared with the point where its branch left the base. */
export interface ScmDiff {
  /** The common ancestor that is compared with. */
  from: string;
  /** The head of the pull request. */
  to: string;
  /** In the order of their paths. */
  files: readonly ScmFileDiff[];
}

/** Selects pull requests by the branch that they propose. */
export interface ScmPullRequestFilter {
  branch: string;
  /** Ask for `all` before creating: a closed pull request is an answer too. */
  state: ScmPullRequestState | 'all';
}

/** What to propose. */
export interface ScmPullRequestRequest {
  branch: string;
  base: string;
  /** One line. */
  title: string;
  /** Markdown. */
  body: string;
}

/**
 * One repository on one Git host. Every method may be called again after an unknown outcome, and no method ever forces a
 * branch: what a person did on the host stays.
 *
 * All methods throw {@link ScmError}s only: `ScmUnavailableError` from any of them, `ScmNotFoundError` when the repository
 * or something that the call names does not exist, `ScmDeniedError` when the host refuses, `ScmInvalidError` for branch
 * names and paths that are unsafe on any system (see {@link assertBranchName} and {@link assertRepositoryPath}), and
 * `ScmConflictError` where it is described below. {@link scmProviderContract} tests all of this.
 */
export interface ScmProvider {
  /** Commit that the branch is at, or undefined when there is no such branch. */
  getBranchHead(branch: string): Promise<string | undefined>;

  /**
   * Text of files at a branch or full commit id, by path; `null` for each path without a file. The mirror of
   * {@link ScmFileChange}.
   *
   * @throws ScmInvalidError for a path that is no plain text file, or that leads through a symbolic link or submodule.
   */
  readFiles(
    ref: string,
    paths: readonly string[],
  ): Promise<ReadonlyMap<string, string | null>>;

  /**
   * Records one commit with all the files, compare-and-set: of several callers with the same `expectedHead`, one wins.
   * Repeating a call whose commit is the head of the branch already answers with that commit.
   *
   * @throws ScmConflictError when the branch is elsewhere than expected, with `currentHead`. Nothing is changed then.
   */
  commit(request: ScmCommitRequest): Promise<ScmCommitResult>;

  /** Pull requests of a branch of this repository, the newest first. Those that come from forks are left out. */
  findPullRequests(
    filter: ScmPullRequestFilter,
  ): Promise<readonly ScmPullRequest[]>;

  /**
   * Makes sure that the branch is proposed: answers with the open pull request of the branch and base where there is
   * one, as it is, and creates it otherwise. Of several callers at once, all get the same pull request.
   *
   * @throws ScmConflictError with `pullRequest` when one of this branch was closed or merged already, or is open against
   * another base.
   * @throws ScmInvalidError when the base holds everything that the branch proposes.
   */
  createPullRequest(request: ScmPullRequestRequest): Promise<ScmPullRequest>;

  /** The pull request as the host sees it now: its state is the truth, whatever a database says. */
  getPullRequest(number: number): Promise<ScmPullRequest>;

  /** What the pull request changes; also of one that is merged or closed. */
  diff(number: number): Promise<ScmDiff>;

  /**
   * Merges on the host, which may refuse. Repeating it answers with the same merged pull request.
   *
   * @param options - `by` is recorded as the person who merged (an entity reference); `expectedHead` is the commit that
   * was reviewed.
   * @throws ScmConflictError when the head is another than expected, with `currentHead`; when the merge conflicts, with
   * `paths`; when the pull request is closed.
   */
  merge(
    number: number,
    options: { by: string; expectedHead: string },
  ): Promise<ScmPullRequest>;

  /**
   * Closes without merging and leaves the branch. Repeating it answers with the same closed pull request.
   *
   * @throws ScmConflictError when it is merged already.
   */
  close(number: number, options: { by: string }): Promise<ScmPullRequest>;
}
