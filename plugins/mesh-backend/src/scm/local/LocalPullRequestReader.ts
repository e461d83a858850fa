import { ScmNotFoundError } from '@onmesh/plugin-mesh-node';
import { GitRepository } from './GitRepository';
import {
  LocalPullRequest,
  LocalPullRequestStore,
} from './LocalPullRequestStore';

/** Trailer of the merges that Onmesh makes: who asked for it is not lost when the row could not be written. */
const MERGED_BY = /^Merged-By: (?<by>.+)$/m;

export function mergeMessage(
  { number, title }: LocalPullRequest,
  by: string,
): string {
  return `Merge pull request #${number}: ${title}\n\nMerged-By: ${by}\n`;
}

function mergedBy(message: string): string | undefined {
  return MERGED_BY.exec(message)?.groups?.by;
}

/**
 * Reads pull requests of one local repository. Where the row and Git differ, Git wins and the row is corrected: a base
 * that holds the head means merged, so that a crash between the two writes of a merge, and a merge by hand, both come
 * right at the next read. (A squash or rebase by hand cannot be seen.)
 */
export class LocalPullRequestReader {
  constructor(
    private readonly repo: string,
    private readonly repository: GitRepository,
    private readonly store: LocalPullRequestStore,
  ) {}

  /** @throws ScmNotFoundError when there is none. */
  async byNumber(number: number): Promise<LocalPullRequest> {
    const row = await this.store.findByNumber(this.repo, number);
    if (row === undefined) {
      throw new ScmNotFoundError(
        `There is no pull request #${number} in ${this.repo}.`,
      );
    }
    return this.truth(row);
  }

  async byBranch(branch: string): Promise<LocalPullRequest | undefined> {
    const row = await this.store.findByBranch(this.repo, branch);
    return row && this.truth(row);
  }

  /** The row corrected by what Git says. */
  private async truth(row: LocalPullRequest): Promise<LocalPullRequest> {
    if (row.state === 'merged') {
      return row;
    }
    const live =
      row.state === 'open'
        ? await this.repository.branchHead(row.branch)
        : undefined;
    const head = live ?? row.head;
    // Both: a branch that was put back to the base was not merged, nor was one that went on after a merge by hand.
    const isMerged =
      (await this.baseHolds(row.base, row.head)) &&
      (head === row.head || (await this.baseHolds(row.base, head)));
    if (!isMerged) {
      return { ...row, head };
    }
    const { repo, number, state } = row;
    const mergeCommit = await this.mergeCommitOf(row.base, head);
    const { message } = await this.repository.readCommit(mergeCommit);
    await this.store.setState({
      repo,
      number,
      from: [state],
      to: 'merged',
      head,
      mergeCommit,
      by: mergedBy(message),
    });
    return this.byNumber(number);
  }

  /** Whether the head is merged into the base in Git. */
  async baseHolds(base: string, head: string): Promise<boolean> {
    const baseHead = await this.repository.branchHead(base);
    return (
      baseHead !== undefined &&
      (await this.repository.commitId(head)) !== undefined &&
      this.repository.isAncestor(head, baseHead)
    );
  }

  /** The commit on the base that merged the head, or the head itself when none did. */
  private async mergeCommitOf(base: string, head: string): Promise<string> {
    const lines = await this.repository.git.line([
      'rev-list',
      '--first-parent',
      '--parents',
      `refs/heads/${base}`,
      `^${head}`,
    ]);
    const merge = lines
      .split('\n')
      .map(line => line.split(' '))
      .find(([, , ...merged]) => merged.includes(head));
    return merge?.[0] ?? head;
  }
}
