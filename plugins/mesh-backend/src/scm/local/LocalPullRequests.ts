import {
  ScmConflictError,
  ScmDiff,
  ScmIdentity,
  ScmInvalidError,
  ScmNotFoundError,
  ScmPullRequest,
  ScmPullRequestRequest,
  ScmUnavailableError,
} from '@onmesh/plugin-mesh-node';
import { diffCommits } from './diffCommits';
import { GitRepository } from './GitRepository';
import { LocalPullRequestReader, mergeMessage } from './LocalPullRequestReader';
import {
  LocalPullRequest,
  LocalPullRequestStore,
} from './LocalPullRequestStore';
import { mergeTree } from './mergeTree';

/** Each failed round means that somebody else's merge went through. */
const MOST_MERGE_ROUNDS = 50;

function toScmPullRequest(row: LocalPullRequest): ScmPullRequest {
  const { repo: _, by, ...rest } = row;
  return { ...rest, ...(by === undefined ? {} : { decidedBy: by }) };
}

/**
 * Pull requests of one local repository: a row for what Git has no word for, and Git for the rest, as
 * {@link LocalPullRequestReader} brings them together.
 */
export class LocalPullRequests {
  private readonly reader: LocalPullRequestReader;

  constructor(
    private readonly repo: string,
    private readonly repository: GitRepository,
    private readonly store: LocalPullRequestStore,
    private readonly identity: ScmIdentity,
  ) {
    this.reader = new LocalPullRequestReader(repo, repository, store);
  }

  async get(number: number): Promise<ScmPullRequest> {
    return toScmPullRequest(await this.reader.byNumber(number));
  }

  async findByBranch(branch: string): Promise<ScmPullRequest | undefined> {
    const row = await this.reader.byBranch(branch);
    return row && toScmPullRequest(row);
  }

  async create(request: ScmPullRequestRequest): Promise<ScmPullRequest> {
    const { branch, base, title, body } = request;
    const present = await this.store.findByBranch(this.repo, branch);
    if (present === undefined) {
      const head = await this.assertProposable(branch, base);
      const { repo } = this;
      await this.store.insert({ repo, branch, base, title, body, head });
    }
    const row = await this.findByBranch(branch);
    if (row === undefined) {
      throw new ScmUnavailableError(
        `The pull request of ${branch} was not found right after it was made. Try again.`,
      );
    }
    if (row.state !== 'open' || row.base !== base) {
      const what =
        row.state === 'open' ? `open against ${row.base}` : row.state;
      throw new ScmConflictError(
        `Branch ${branch} has pull request #${row.number} already, which is ${what} and stays so. Propose the change on a branch of another name.`,
        { pullRequest: row.number, currentHead: row.head },
      );
    }
    return row;
  }

  async diff(number: number): Promise<ScmDiff> {
    const { base, head, state, mergeCommit } =
      await this.reader.byNumber(number);
    // On a base that holds the head the common ancestor would be the head itself.
    const against =
      state === 'merged' && mergeCommit !== undefined
        ? await this.repository.commitId(`${mergeCommit}^1`)
        : await this.repository.branchHead(base);
    const from = against && (await this.repository.mergeBase(against, head));
    if (from === undefined) {
      throw new ScmNotFoundError(
        `Pull request #${number} cannot be compared: ${base} and ${head} have no common ancestor any more.`,
      );
    }
    return {
      from,
      to: head,
      files: await diffCommits(this.repository.git, from, head),
    };
  }

  async merge(
    number: number,
    { by, expectedHead }: { by: string; expectedHead: string },
  ): Promise<ScmPullRequest> {
    const { repo } = this;
    for (let round = 0; round < MOST_MERGE_ROUNDS; round++) {
      const row = await this.reader.byNumber(number);
      this.assertMergeable(row, expectedHead);
      if (row.state === 'merged') {
        return toScmPullRequest(row);
      }
      const from = await this.mergePoint(row);
      // Written first, so that a crash after the merge is seen at the next read.
      const head = expectedHead;
      const isStillOpen = await this.store.setState({
        repo,
        number,
        from: ['open'],
        to: 'open',
        head,
      });
      if (!isStillOpen) {
        continue;
      }
      const mergeCommit = await this.writeMerge(row, from, by);
      const unmoved = { branch: row.branch, head };
      if (
        await this.repository.moveBranch(row.base, from, mergeCommit, unmoved)
      ) {
        // Whoever closed it in this instant was too late.
        await this.store.setState({
          repo,
          number,
          from: ['open', 'closed'],
          to: 'merged',
          head,
          mergeCommit,
          by,
        });
        return this.get(number);
      }
    }
    throw new ScmUnavailableError(
      `Pull request #${number} could not be merged: its base moved ${MOST_MERGE_ROUNDS} times meanwhile. Try again.`,
    );
  }

  async close(number: number, { by }: { by: string }): Promise<ScmPullRequest> {
    const row = await this.reader.byNumber(number);
    if (row.state === 'open') {
      // A branch that was put back to the base proposes nothing; what it proposed before is worth keeping.
      const head = (await this.reader.baseHolds(row.base, row.head))
        ? undefined
        : row.head;
      const { repo } = this;
      await this.store.setState({
        repo,
        number,
        from: ['open'],
        to: 'closed',
        head,
        by,
      });
    }
    const after = await this.reader.byNumber(number);
    if (after.state !== 'closed') {
      throw new ScmConflictError(
        `Pull request #${number} is ${after.state} and cannot be closed.`,
        { pullRequest: number, currentHead: after.head },
      );
    }
    return toScmPullRequest(after);
  }

  private async assertProposable(branch: string, base: string) {
    const head = await this.repository.branchHead(branch);
    const baseHead = await this.repository.branchHead(base);
    if (head === undefined || baseHead === undefined) {
      throw new ScmNotFoundError(
        `There is no branch ${head === undefined ? branch : base}.`,
      );
    }
    const from = await this.repository.mergeBase(baseHead, head);
    if (from === head || from === undefined) {
      throw new ScmInvalidError(
        from === head
          ? `Branch ${base} holds everything of ${branch} already: there is nothing to propose.`
          : `Branches ${base} and ${branch} have no common ancestor. Start the branch from ${base}.`,
      );
    }
    return head;
  }

  private assertMergeable(row: LocalPullRequest, expectedHead: string): void {
    const { number, head, state } = row;
    if (state === 'closed') {
      throw new ScmConflictError(
        `Pull request #${number} is closed and cannot be merged.`,
        { pullRequest: number, currentHead: head },
      );
    }
    if (head !== expectedHead) {
      throw new ScmConflictError(
        `Pull request #${number} is at ${head} and not at ${expectedHead}, which was reviewed. Review what changed.`,
        { pullRequest: number, currentHead: head },
      );
    }
  }

  /** Where the base is now, for a head that it does not hold. */
  private async mergePoint(row: LocalPullRequest): Promise<string> {
    const from = await this.repository.branchHead(row.base);
    if (from === undefined) {
      throw new ScmNotFoundError(
        `There is no branch ${row.base} to merge into.`,
      );
    }
    if ((await this.repository.branchHead(row.branch)) === undefined) {
      throw new ScmNotFoundError(
        `Branch ${row.branch} was deleted. Restore it at ${row.head} to merge it.`,
      );
    }
    if (await this.repository.isAncestor(row.head, from)) {
      throw new ScmConflictError(
        `Pull request #${row.number} proposes nothing any more: ${row.base} holds its head.`,
        { pullRequest: row.number, currentHead: row.head },
      );
    }
    return from;
  }

  private async writeMerge(row: LocalPullRequest, from: string, by: string) {
    const { head } = row;
    return this.repository.writeCommit({
      tree: await mergeTree(this.repository.git, from, head),
      parents: [from, head],
      message: mergeMessage(row, by),
      author: this.identity,
      committer: this.identity,
    });
  }
}
