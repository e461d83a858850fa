import {
  ScmConflictError,
  ScmIdentity,
  ScmUnavailableError,
} from '@onmesh/plugin-mesh-node';
import { Git } from './Git';

export interface NewCommit {
  tree: string;
  parents: readonly string[];
  message: string;
  author: ScmIdentity;
  committer: ScmIdentity;
  date?: Date;
}

export interface Commit {
  tree: string;
  parents: readonly string[];
  message: string;
}

/** A branch that may not move while another one is written. */
export interface BranchAt {
  branch: string;
  head: string;
}

const refOf = (branch: string) => `refs/heads/${branch}`;

/** Commits and branches of one bare repository. Names are validated by the caller. */
export class GitRepository {
  constructor(readonly git: Git) {}

  branchHead(branch: string): Promise<string | undefined> {
    return this.commitId(refOf(branch));
  }

  /** Full id of a commit that exists, or undefined. */
  async commitId(name: string): Promise<string | undefined> {
    const answer = await this.git.line(
      ['cat-file', '--batch-check=%(objectname)'],
      { input: `${name}^{commit}\n` },
    );
    return /^[0-9a-f]+$/.test(answer) ? answer : undefined;
  }

  async readCommit(id: string): Promise<Commit> {
    const { stdout } = await this.git.run(['cat-file', 'commit', id]);
    const text = stdout.toString('utf8');
    const end = text.indexOf('\n\n');
    const headers = text.slice(0, end).split('\n');
    const values = (key: string) =>
      headers
        .filter(header => header.startsWith(`${key} `))
        .map(header => header.slice(key.length + 1));
    return {
      tree: values('tree')[0],
      parents: values('parent'),
      message: text.slice(end + 2),
    };
  }

  /** Writes a commit that no branch points at yet. With a date, the same input gives the same id. */
  writeCommit(commit: NewCommit): Promise<string> {
    const { author, committer, date } = commit;
    const at =
      date === undefined
        ? undefined
        : `@${Math.floor(date.getTime() / 1000)} +0000`;
    return this.git.line(
      [
        'commit-tree',
        commit.tree,
        ...commit.parents.flatMap(parent => ['-p', parent]),
        '-F',
        '-',
      ],
      {
        input: commit.message,
        env: {
          GIT_AUTHOR_NAME: author.name,
          GIT_AUTHOR_EMAIL: author.email,
          GIT_COMMITTER_NAME: committer.name,
          GIT_COMMITTER_EMAIL: committer.email,
          ...(at === undefined
            ? {}
            : { GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at }),
        },
      },
    );
  }

  async isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    const { code } = await this.git.run(
      ['merge-base', '--is-ancestor', ancestor, descendant],
      { answers: [1] },
    );
    return code === 0;
  }

  async mergeBase(one: string, other: string): Promise<string | undefined> {
    const base = await this.git.line(['merge-base', one, other], {
      answers: [1],
    });
    return base === '' ? undefined : base;
  }

  /**
   * Moves a branch by compare-and-set. `from` is undefined for a branch that must not exist.
   *
   * @param unmoved - a branch that must be where it is said to be at the same instant.
   * @returns whether this call moved the branch; when not, it is elsewhere by now and nothing was changed.
   */
  async moveBranch(
    branch: string,
    from: string | undefined,
    to: string,
    unmoved?: BranchAt,
  ): Promise<boolean> {
    const none = '0'.repeat(to.length);
    const verify =
      unmoved === undefined
        ? ''
        : `verify ${refOf(unmoved.branch)}\0${unmoved.head}\0`;
    const { code, stderr } = await this.git.run(
      ['update-ref', '--no-deref', '-m', 'onmesh', '-z', '--stdin'],
      {
        input: `${verify}update ${refOf(branch)}\0${to}\0${from ?? none}\0`,
        answers: [1, 128],
      },
    );
    if (code === 0) {
      return true;
    }
    if (/exists; cannot create/.test(stderr)) {
      throw new ScmConflictError(
        `Branch ${branch} cannot be made: another branch is a part of its name. Delete that branch or use another name.`,
      );
    }
    if (await this.isAt(branch, from)) {
      if (
        unmoved === undefined ||
        (await this.isAt(unmoved.branch, unmoved.head))
      ) {
        throw new ScmUnavailableError(
          `Git could not lock branch ${branch}: ${stderr}. If no Git process runs on the repository, delete the stale lock file.`,
        );
      }
    }
    return false;
  }

  private async isAt(branch: string, head: string | undefined) {
    return (await this.branchHead(branch)) === head;
  }
}
