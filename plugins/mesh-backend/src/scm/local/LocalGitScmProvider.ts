import {
  assertBranchName,
  assertRepositoryPath,
  ScmCommitRequest,
  ScmIdentity,
  ScmInvalidError,
  ScmNotFoundError,
  ScmProvider,
  ScmPullRequestFilter,
  ScmPullRequestRequest,
} from '@onmesh/plugin-mesh-node';
import { assertCommitRequest } from './assertCommitRequest';
import { assertGitVersion } from './assertGitVersion';
import { commitFiles } from './commitFiles';
import { Git } from './Git';
import { GitRepository } from './GitRepository';
import { isCommitId } from './isCommitId';
import { LocalPullRequests } from './LocalPullRequests';
import { LocalPullRequestStore } from './LocalPullRequestStore';
import { readTextFiles } from './readTextFiles';

export interface LocalGitScmProviderOptions {
  /** Absolute path of the bare repository, which must exist. Never from a user. */
  directory: string;
  /** Name under which its pull requests are kept. Changing it loses them from sight. */
  repo: string;
  store: LocalPullRequestStore;
  /** Recorded as committer, and as author of merges. */
  identity: ScmIdentity;
  /** Executable of Git. Default: `git`. */
  executable?: string;
  /** For one Git command, in milliseconds. Default: 30 seconds. */
  timeoutMs?: number;
}

/** The text goes into the first line of a commit message or into a trailer, where a line feed would forge another one. */
function assertOneLine(what: string, text: string): void {
  if (text.trim() === '' || /[\p{Cc}\u2028\u2029]/u.test(text)) {
    throw new ScmInvalidError(
      `${JSON.stringify(text)} is no ${what}: it is empty or has line breaks or control characters.`,
    );
  }
}

/**
 * A local bare Git repository as a Git host: real branches and commits, pull requests in a
 * {@link LocalPullRequestStore}. Any number of replicas and other Git processes may work on it at once: branches move by
 * compare-and-set of Git itself, and there is no work tree.
 */
export class LocalGitScmProvider implements ScmProvider {
  private readonly pullRequests: LocalPullRequests;

  private constructor(
    private readonly repository: GitRepository,
    private readonly options: LocalGitScmProviderOptions,
  ) {
    const { repo, store, identity } = options;
    this.pullRequests = new LocalPullRequests(
      repo,
      repository,
      store,
      identity,
    );
  }

  /**
   * @throws ScmUnavailableError when Git is missing or older than 2.38.
   * @throws ScmNotFoundError when there is no repository.
   * @throws ScmInvalidError when it has a work tree, which would go out of step with its branches.
   */
  static async create(
    options: LocalGitScmProviderOptions,
  ): Promise<LocalGitScmProvider> {
    const { directory, executable = 'git', timeoutMs = 30_000 } = options;
    const git = new Git({ directory, executable, timeoutMs });
    await assertGitVersion(git);
    const isBare = await git.line(['rev-parse', '--is-bare-repository']);
    if (isBare !== 'true') {
      throw new ScmInvalidError(
        `The repository ${options.repo} has a work tree. Use a bare one ("git clone --bare").`,
      );
    }
    return new LocalGitScmProvider(new GitRepository(git), options);
  }

  async getBranchHead(branch: string) {
    assertBranchName(branch);
    return this.repository.branchHead(branch);
  }

  async readFiles(ref: string, paths: readonly string[]) {
    paths.forEach(assertRepositoryPath);
    const commit = isCommitId(ref)
      ? await this.repository.commitId(ref)
      : await this.getBranchHead(ref);
    if (commit === undefined) {
      throw new ScmNotFoundError(
        `There is no branch or commit ${ref} in ${this.options.repo}.`,
      );
    }
    return readTextFiles(this.repository.git, commit, paths);
  }

  async commit(request: ScmCommitRequest) {
    const { committer = this.options.identity } = request;
    assertCommitRequest({ ...request, committer });
    return commitFiles(this.repository, { ...request, committer });
  }

  async findPullRequests({ branch, state }: ScmPullRequestFilter) {
    assertBranchName(branch);
    const found = await this.pullRequests.findByBranch(branch);
    return found !== undefined && (state === 'all' || state === found.state)
      ? [found]
      : [];
  }

  async createPullRequest(request: ScmPullRequestRequest) {
    assertBranchName(request.branch);
    assertBranchName(request.base);
    assertOneLine('title of a pull request', request.title);
    return this.pullRequests.create(request);
  }

  async getPullRequest(number: number) {
    return this.pullRequests.get(number);
  }

  async diff(number: number) {
    return this.pullRequests.diff(number);
  }

  async merge(number: number, options: { by: string; expectedHead: string }) {
    assertOneLine('person', options.by);
    return this.pullRequests.merge(number, options);
  }

  async close(number: number, options: { by: string }) {
    assertOneLine('person', options.by);
    return this.pullRequests.close(number, options);
  }
}
