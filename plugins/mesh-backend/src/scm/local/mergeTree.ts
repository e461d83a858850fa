import { ScmConflictError } from '@onmesh/plugin-mesh-node';
import { Git } from './Git';

/**
 * Writes the tree that merging one commit into another gives, without a work tree, and answers with its id.
 *
 * @throws ScmConflictError with the paths that both sides changed.
 */
export async function mergeTree(
  git: Git,
  into: string,
  head: string,
): Promise<string> {
  const { code, stdout } = await git.run(
    [
      'merge-tree',
      '--write-tree',
      '-z',
      '--name-only',
      '--no-messages',
      into,
      head,
    ],
    { answers: [1] },
  );
  const [tree, ...names] = stdout.toString('utf8').split('\0');
  if (code === 0) {
    return tree;
  }
  const paths = [...new Set(names.filter(name => name !== ''))];
  throw new ScmConflictError(
    `The merge conflicts in ${paths.join(', ')}: both the branch and its base changed ${paths.length === 1 ? 'this file' : 'these files'}. Propose the change again on the new base.`,
    { currentHead: head, paths },
  );
}
