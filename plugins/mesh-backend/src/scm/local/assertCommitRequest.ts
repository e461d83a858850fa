import {
  assertBranchName,
  assertRepositoryPath,
  ScmCommitRequest,
  ScmIdentity,
  ScmInvalidError,
} from '@onmesh/plugin-mesh-node';
import { isCommitId } from './isCommitId';
import { foldersOf } from './treeEntries';

/** Git drops these from a name without a word, so that another one would be recorded than was asked for. */
const UNFIT_FOR_IDENTITY = /[\p{Cc}<>]/u;

function assertIdentity({ name, email }: ScmIdentity): void {
  for (const [what, value] of Object.entries({ name, email })) {
    if (value.trim() === '' || UNFIT_FOR_IDENTITY.test(value)) {
      throw new ScmInvalidError(
        `${JSON.stringify(value)} is no ${what} of a commit's author: it is empty or has "<", ">" or control characters.`,
      );
    }
  }
}

function assertFiles(paths: readonly string[]): void {
  if (paths.length === 0) {
    throw new ScmInvalidError('A commit needs one file at least.');
  }
  paths.forEach(assertRepositoryPath);
  const all = new Set(paths);
  if (all.size < paths.length) {
    throw new ScmInvalidError(
      'A path is there twice in one commit. Give each file once.',
    );
  }
  for (const path of paths) {
    const folder = foldersOf(path).find(name => all.has(name));
    if (folder !== undefined) {
      throw new ScmInvalidError(
        `${JSON.stringify(folder)} cannot be a file and the folder of ${JSON.stringify(path)} in one commit.`,
      );
    }
  }
}

/** @throws ScmInvalidError unless every part of the request is safe to hand to Git. */
export function assertCommitRequest(request: ScmCommitRequest): void {
  const { base, branch, expectedHead, files, message, author } = request;
  assertBranchName(branch);
  if (!isCommitId(base)) {
    assertBranchName(base);
  }
  if (branch === base) {
    throw new ScmInvalidError(
      `Nothing is committed to ${base} itself: it changes by merged pull requests only. Commit to a branch of its own.`,
    );
  }
  if (expectedHead !== undefined && !isCommitId(expectedHead)) {
    throw new ScmInvalidError(
      `${JSON.stringify(expectedHead)} is no full commit id. Give the head as it was read.`,
    );
  }
  if (message.trim() === '' || message.includes('\0')) {
    throw new ScmInvalidError(
      'The message of a commit may not be empty nor hold NUL.',
    );
  }
  if (request.date !== undefined && Number.isNaN(request.date.getTime())) {
    throw new ScmInvalidError('The date of the commit is not valid.');
  }
  assertIdentity(author);
  if (request.committer !== undefined) {
    assertIdentity(request.committer);
  }
  assertFiles(files.map(({ path }) => path));
}
