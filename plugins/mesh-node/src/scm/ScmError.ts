/**
 * What a caller may do about an error of a Git host:
 *
 * - `retry`: nothing is known to have happened, or its outcome is unknown; read first, then try again later.
 * - `conflict`: somebody else was there first; a person or a new attempt on the new state has to decide.
 * - `denied`: the host understood and refuses (permissions, branch protection); retrying changes nothing.
 * - `gone`: the repository, branch, commit or pull request does not exist.
 * - `invalid`: the call itself is wrong and can never succeed.
 */
export type ScmErrorKind = 'retry' | 'conflict' | 'denied' | 'gone' | 'invalid';

/**
 * The only errors that an {@link ScmProvider} throws. Their messages are written for people and never carry a token or
 * the raw answer of a host.
 */
export abstract class ScmError extends Error {
  abstract readonly kind: ScmErrorKind;

  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
  }
}

/** What a conflict is about; each field is present where it is known. */
export interface ScmConflict {
  /** Commit that the branch in question is at now; absent when the branch does not exist or when heads are not the matter. */
  currentHead?: string;
  /** Paths that both sides changed, of a merge that does not go through. */
  paths?: readonly string[];
  /** Number of the pull request that is in the way. */
  pullRequest?: number;
}

/** The state is not the one that the caller saw: a branch has moved, a merge conflicts, a pull request was decided otherwise. */
export class ScmConflictError extends ScmError {
  readonly kind = 'conflict';
  readonly currentHead?: string;
  readonly paths: readonly string[];
  readonly pullRequest?: number;

  constructor(message: string, conflict: ScmConflict = {}) {
    super(message);
    this.currentHead = conflict.currentHead;
    this.paths = conflict.paths ?? [];
    this.pullRequest = conflict.pullRequest;
  }
}

/** The repository, branch, commit or pull request does not exist (or may not be seen, which hosts do not tell apart). */
export class ScmNotFoundError extends ScmError {
  readonly kind = 'gone';
}

/**
 * The host did not answer, or answered that it cannot serve now. Retryable, but the outcome of a write is unknown: read
 * before writing again.
 */
export class ScmUnavailableError extends ScmError {
  readonly kind = 'retry';
  /** Seconds that the host asked to wait; absent when it did not say. */
  readonly retryAfterSeconds?: number;

  constructor(
    message: string,
    options: { cause?: unknown; retryAfterSeconds?: number } = {},
  ) {
    super(message, options.cause);
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** The host refuses: missing permission, protected branch, archived repository. */
export class ScmDeniedError extends ScmError {
  readonly kind = 'denied';
}

/** The call can never succeed as it is: an unsafe path, a malformed branch name, nothing to propose. */
export class ScmInvalidError extends ScmError {
  readonly kind = 'invalid';
}
