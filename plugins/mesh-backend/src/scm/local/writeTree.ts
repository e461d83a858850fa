import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScmFileChange } from '@onmesh/plugin-mesh-node';
import { Git } from './Git';
import { treeFiles } from './treeEntries';

/** One line for `git update-index --index-info`; mode 0 removes the path. */
async function indexLine(
  git: Git,
  { path, content }: ScmFileChange,
  mode: string,
  commit: string,
): Promise<string> {
  if (content === null) {
    return `0 ${'0'.repeat(commit.length)}\t${path}\0`;
  }
  const object = await git.line(['hash-object', '-w', '--stdin'], {
    input: content,
  });
  return `${mode} ${object}\t${path}\0`;
}

/**
 * Writes the tree of a commit with some files changed, and answers with its id. Works in an index of its own, so that any
 * number of them may run at once; a crash leaves unreferenced objects, which `git gc` removes.
 *
 * @param files - with validated paths, of which none is a folder of another.
 */
export async function writeTree(
  git: Git,
  commit: string,
  files: readonly ScmFileChange[],
): Promise<string> {
  const present = await treeFiles(
    git,
    commit,
    files.map(({ path }) => path),
  );
  const lines: string[] = [];
  for (const file of files) {
    const mode = present.get(file.path)?.mode ?? '100644';
    lines.push(await indexLine(git, file, mode, commit));
  }

  const directory = await mkdtemp(join(tmpdir(), 'onmesh-index-'));
  try {
    const env = { GIT_INDEX_FILE: join(directory, 'index') };
    await git.run(['read-tree', commit], { env });
    await git.run(['update-index', '-z', '--index-info'], {
      env,
      input: lines.join(''),
    });
    return await git.line(['write-tree'], { env });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
