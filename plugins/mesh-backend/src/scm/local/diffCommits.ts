import { ScmFileDiff } from '@onmesh/plugin-mesh-node';
import { Git } from './Git';

const CHANGES: Record<string, ScmFileDiff['change']> = {
  A: 'added',
  D: 'deleted',
  M: 'modified',
  T: 'modified',
};

/** What differs between two commits, file by file, in the order of their paths. */
export async function diffCommits(
  git: Git,
  from: string,
  to: string,
): Promise<ScmFileDiff[]> {
  const diff = (...format: string[]) =>
    git.run(['diff-tree', '-r', '--no-renames', ...format, from, to]);
  const names = (await diff('-z', '--name-status')).stdout.toString('utf8');
  const patch = (
    await diff('--patch', '--no-ext-diff', '--no-textconv', '--no-color')
  ).stdout.toString('utf8');

  // Lines of content start with a blank, "+", "-" or "\", so this finds headers only.
  const sections = patch.split(/^(?=diff --git )/m);
  const fields = names.split('\0');
  const files: ScmFileDiff[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [status, path] = [fields[index], fields[index + 1]];
    // A file that becomes a symbolic link, or the other way round, is shown as deleted and added.
    const patches = sections.splice(0, status === 'T' ? 2 : 1);
    files.push({ path, change: CHANGES[status], patch: patches.join('') });
  }
  return files;
}
