import { ScmInvalidError } from '@onmesh/plugin-mesh-node';
import { Git } from './Git';

/** A regular file in a tree. */
export interface TreeFile {
  mode: '100644' | '100755';
  /** Object id of the content. */
  object: string;
}

/** Keeps a command line under the limit of every system. */
const PATHS_PER_CALL = 100;

const KINDS: Record<string, string> = {
  '040000': 'a folder',
  '120000': 'a symbolic link',
  '160000': 'a submodule',
  '100644': 'a file',
  '100755': 'a file',
};

/** The folders that a path leads through, outermost first. */
export function foldersOf(path: string): string[] {
  const segments = path.split('/').slice(0, -1);
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
}

async function entriesAt(git: Git, tree: string, paths: readonly string[]) {
  const entries = new Map<string, { mode: string; object: string }>();
  const asked = [...new Set(paths.flatMap(path => [path, ...foldersOf(path)]))];
  for (let start = 0; start < asked.length; start += PATHS_PER_CALL) {
    const { stdout } = await git.run([
      'ls-tree',
      '-t',
      '-z',
      '--full-tree',
      tree,
      '--',
      ...asked.slice(start, start + PATHS_PER_CALL),
    ]);
    for (const line of stdout.toString('utf8').split('\0')) {
      const entry = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/s.exec(line);
      if (entry !== null) {
        entries.set(entry[3], { mode: entry[1], object: entry[2] });
      }
    }
  }
  return entries;
}

/**
 * The files at some paths of a commit or tree; a path without a file is left out.
 *
 * @throws ScmInvalidError when a path is something else than a regular file, or leads through something else than a
 * folder: following a symbolic link or a submodule would write outside of what was reviewed.
 */
export async function treeFiles(
  git: Git,
  tree: string,
  paths: readonly string[],
): Promise<Map<string, TreeFile>> {
  const entries = await entriesAt(git, tree, paths);
  const refuse = (path: string, at: string, mode: string) =>
    new ScmInvalidError(
      `${JSON.stringify(path)} cannot be used: ${JSON.stringify(at)} is ${KINDS[mode] ?? `an entry of mode ${mode}`} in the repository. Choose another path.`,
    );

  const files = new Map<string, TreeFile>();
  for (const path of paths) {
    for (const folder of foldersOf(path)) {
      const entry = entries.get(folder);
      if (entry !== undefined && entry.mode !== '040000') {
        throw refuse(path, folder, entry.mode);
      }
    }
    const entry = entries.get(path);
    if (entry !== undefined) {
      const { mode, object } = entry;
      if (mode !== '100644' && mode !== '100755') {
        throw refuse(path, path, mode);
      }
      files.set(path, { mode, object });
    }
  }
  return files;
}
