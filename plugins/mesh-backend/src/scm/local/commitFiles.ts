import {
  ScmCommitRequest,
  ScmCommitResult,
  ScmConflictError,
  ScmIdentity,
  ScmNotFoundError,
} from '@onmesh/plugin-mesh-node';
import { GitRepository, NewCommit } from './GitRepository';
import { writeTree } from './writeTree';

/** `git commit-tree` and people differ in the line feed at the end. */
const sameText = (one: string, other: string) =>
  one.trimEnd() === other.trimEnd();

async function isAlready(
  repository: GitRepository,
  head: string,
  wanted: NewCommit,
): Promise<boolean> {
  const { tree, parents, message } = await repository.readCommit(head);
  return (
    tree === wanted.tree &&
    parents.length === 1 &&
    parents[0] === wanted.parents[0] &&
    sameText(message, wanted.message)
  );
}

async function parentOf(
  repository: GitRepository,
  { base, branch, expectedHead }: ScmCommitRequest,
): Promise<string> {
  if (expectedHead !== undefined) {
    const parent = await repository.commitId(expectedHead);
    if (parent === undefined) {
      throw moved(branch, await repository.branchHead(branch));
    }
    return parent;
  }
  const start =
    (await repository.branchHead(base)) ?? (await repository.commitId(base));
  if (start === undefined) {
    throw new ScmNotFoundError(
      `There is no branch or commit ${base} to start ${branch} from. Check the base branch in the configuration.`,
    );
  }
  return start;
}

function moved(branch: string, currentHead: string | undefined) {
  return new ScmConflictError(
    currentHead === undefined
      ? `Branch ${branch} does not exist any more. Nothing was written.`
      : `Branch ${branch} is at ${currentHead}, which is not where it was expected. Nothing was written. Look at what changed there.`,
    { currentHead },
  );
}

/**
 * Records files on a branch by compare-and-set; see `ScmProvider.commit` for what that promises. A crash leaves either the
 * whole commit on the branch or nothing but unreferenced objects.
 *
 * @param request - validated.
 */
export async function commitFiles(
  repository: GitRepository,
  request: ScmCommitRequest & { committer: ScmIdentity },
): Promise<ScmCommitResult> {
  const { branch, expectedHead, message, author, committer, date } = request;
  const parent = await parentOf(repository, request);
  const tree = await writeTree(repository.git, parent, request.files);
  const commit = { tree, parents: [parent], message, author, committer, date };

  const before = await repository.branchHead(branch);
  if (before === expectedHead) {
    if (tree === (await repository.readCommit(parent)).tree) {
      return { outcome: 'unchanged', head: parent };
    }
    const head = await repository.writeCommit(commit);
    if (await repository.moveBranch(branch, expectedHead, head)) {
      return { outcome: 'committed', head };
    }
  }

  const current = await repository.branchHead(branch);
  if (current !== undefined && (await isAlready(repository, current, commit))) {
    return { outcome: 'committed', head: current };
  }
  throw moved(branch, current);
}
