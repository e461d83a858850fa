import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Mode and content of an entry written by hand; a plain string is a regular file. */
type Entry = string | { mode: '100755' | '120000'; content: string };

/** A bare repository in a temporary folder, used as a person with plain Git would, behind the provider's back. */
export class TestRepository {
  private readonly folder = mkdtempSync(join(tmpdir(), 'onmesh-test-'));
  readonly directory = join(this.folder, 'gitops.git');
  private indexes = 0;

  constructor() {
    this.git(['init', '--quiet', '--bare', '-b', 'main', this.directory]);
    this.push('main', { 'README.md': '# GitOps\n' });
  }

  git(args: string[], input?: string, env: Record<string, string> = {}) {
    return execFileSync('git', args, {
      input,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        GIT_DIR: this.directory,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_SYSTEM: '/dev/null',
        GIT_AUTHOR_NAME: 'A Person',
        GIT_AUTHOR_EMAIL: 'person@example.com',
        GIT_COMMITTER_NAME: 'A Person',
        GIT_COMMITTER_EMAIL: 'person@example.com',
        ...env,
      },
    }).trimEnd();
  }

  head(branch: string): string | undefined {
    return (
      this.git([
        'for-each-ref',
        '--format=%(objectname)',
        `refs/heads/${branch}`,
      ]) || undefined
    );
  }

  /** Commits files on top of a branch, which is made when it is not there. */
  push(branch: string, files: Readonly<Record<string, Entry>>): string {
    const lines = Object.entries(files).map(([path, entry]) => {
      const { mode, content } =
        typeof entry === 'string' ? { mode: '100644', content: entry } : entry;
      const object = this.git(['hash-object', '-w', '--stdin'], content);
      return `${mode} ${object}\t${path}\n`;
    });
    return this.pushIndex(branch, lines.join(''));
  }

  /** Commits entries in the format of `git update-index --index-info`. */
  pushIndex(branch: string, indexInfo: string): string {
    const parent = this.head(branch);
    this.indexes += 1;
    const env = { GIT_INDEX_FILE: join(this.folder, `index-${this.indexes}`) };
    if (parent !== undefined) {
      this.git(['read-tree', parent], undefined, env);
    }
    this.git(['update-index', '--index-info'], indexInfo, env);
    const tree = this.git(['write-tree'], undefined, env);
    const commit = this.git(
      ['commit-tree', tree, ...(parent ? ['-p', parent] : []), '-F', '-'],
      'By hand\n',
    );
    this.git(['update-ref', `refs/heads/${branch}`, commit]);
    return commit;
  }

  /** A `git merge --no-ff` by hand. */
  mergeByHand(into: string, branch: string): string {
    const parents = [this.head(into) ?? '', this.head(branch) ?? ''];
    const tree = this.git(['merge-tree', '--write-tree', ...parents]);
    const commit = this.git(
      [
        'commit-tree',
        tree,
        ...parents.flatMap(parent => ['-p', parent]),
        '-F',
        '-',
      ],
      'Merged by hand\n',
    );
    this.git(['update-ref', `refs/heads/${into}`, commit]);
    return commit;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
