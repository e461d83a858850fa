import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Git } from '../scm/local/Git';
import { GitRepository } from '../scm/local/GitRepository';

const TEAM = { name: 'Platform team', email: 'platform@shop.example' };
const DATE = new Date('2026-11-02T08:00:00Z');

/**
 * Makes a bare repository whose branch holds the files of a folder, unless it has that branch already. The same files
 * give the same commit, and of several processes at once all end with the same branch.
 *
 * @returns the commit that the branch is at
 */
export async function seedRepository(options: {
  git: Git;
  /** Absolute path of the bare repository; the same that `git` works on. */
  directory: string;
  branch: string;
  /** Folder with the files of the first commit. */
  seed: string;
}): Promise<string> {
  const { git, directory, branch, seed } = options;
  const repository = new GitRepository(git);
  await mkdir(directory, { recursive: true });
  await initialise(git, branch);
  const present = await repository.branchHead(branch);
  if (present !== undefined) {
    return present;
  }
  const commit = await repository.writeCommit({
    tree: await writeFolder(git, seed),
    parents: [],
    message: 'What runs in the cluster\n',
    author: TEAM,
    committer: TEAM,
    date: DATE,
  });
  if (await repository.moveBranch(branch, undefined, commit)) {
    return commit;
  }
  return (await repository.branchHead(branch)) ?? commit;
}

/** Repeatable; several at once get in each other's way, and so it is tried again. */
async function initialise(git: Git, branch: string): Promise<void> {
  for (let attemptsLeft = 10; ; attemptsLeft--) {
    try {
      await git.run([
        'init',
        '--quiet',
        '--bare',
        // No sample hooks.
        '--template=',
        `--initial-branch=${branch}`,
      ]);
      return;
    } catch (error) {
      if (attemptsLeft === 0) {
        throw error;
      }
      await sleep(50);
    }
  }
}

/** @returns the tree with the files of a folder */
async function writeFolder(git: Git, folder: string): Promise<string> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const files = entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
  const hashed = await git.line(
    ['hash-object', '-w', '--no-filters', '--stdin-paths'],
    { input: files.map(file => `${file}\n`).join('') },
  );
  const objects = hashed.split('\n');
  const lines = files.map((file, index) => {
    const path = relative(folder, file).split(sep).join('/');
    return `100644 ${objects[index]}\t${path}\0`;
  });
  const scratch = await mkdtemp(join(tmpdir(), 'onmesh-seed-'));
  try {
    const env = { GIT_INDEX_FILE: join(scratch, 'index') };
    await git.run(['update-index', '-z', '--add', '--index-info'], {
      env,
      input: lines.join(''),
    });
    return await git.line(['write-tree'], { env });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
