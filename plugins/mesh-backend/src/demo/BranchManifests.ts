import { KubernetesObject, parseManifests } from '@onmesh/plugin-mesh-common';
import { Git } from '../scm/local/Git';
import { GitRepository } from '../scm/local/GitRepository';
import { readTextFiles } from '../scm/local/readTextFiles';

/** The manifests on a branch of a bare repository, as a GitOps controller reads them. */
export class BranchManifests {
  readonly #git: Git;
  readonly #branch: string;
  #head: string | undefined;
  #files = new Map<string, KubernetesObject[]>();
  #problems: string[] = [];

  constructor(git: Git, branch: string) {
    this.#git = git;
    this.#branch = branch;
  }

  /**
   * Reads the branch again when it has moved. A file that is not wholly good keeps the objects of its last good content.
   *
   * @returns whether it has moved
   * @throws ScmError when the repository cannot be read
   */
  async refresh(): Promise<boolean> {
    const head = await new GitRepository(this.#git).branchHead(this.#branch);
    if (head === this.#head) {
      return false;
    }
    const texts = head === undefined ? new Map() : await this.#read(head);
    const files = new Map<string, KubernetesObject[]>();
    const problems =
      head === undefined
        ? [`The repository has no branch ${this.#branch}`]
        : [];
    for (const [path, text] of texts) {
      const parsed = parseManifests(text ?? '', path);
      const good = parsed.problems.length === 0;
      problems.push(...parsed.problems);
      files.set(
        path,
        good ? parsed.objects : (this.#files.get(path) ?? parsed.objects),
      );
    }
    this.#head = head;
    this.#files = files;
    this.#problems = problems;
    return true;
  }

  objects(): KubernetesObject[] {
    return [...this.#files.values()].flat();
  }

  problems(): string[] {
    return this.#problems;
  }

  async #read(commit: string): Promise<Map<string, string | null>> {
    const { stdout } = await this.#git.run([
      'ls-tree',
      '-r',
      '-z',
      '--name-only',
      '--full-tree',
      commit,
    ]);
    const paths = stdout
      .toString('utf8')
      .split('\0')
      .filter(path => /\.ya?ml$/.test(path))
      .sort();
    return readTextFiles(this.#git, commit, paths);
  }
}
