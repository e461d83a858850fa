import { Git } from '../scm/local/Git';
import { GitRepository } from '../scm/local/GitRepository';
import { readTextFiles } from '../scm/local/readTextFiles';

/**
 * Every YAML file below a folder of a branch, by its path in the repository: those whose name says so, and what kustomize
 * looks for under a name without an ending. No branch and no folder mean no files.
 *
 * @throws ScmInvalidError when one of them is a symbolic link, which could lead anywhere
 */
export async function readYamlFolder(
  git: Git,
  branch: string,
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  const head = await new GitRepository(git).branchHead(branch);
  if (head === undefined) {
    return new Map();
  }
  const { stdout } = await git.run([
    'ls-tree',
    '-r',
    '-z',
    '--name-only',
    '--full-tree',
    head,
    '--',
    `${folder}/`,
  ]);
  const paths = stdout
    .toString('utf8')
    .split('\0')
    .filter(path => /\.ya?ml$|\/Kustomization$/.test(path));
  const texts = await readTextFiles(git, head, paths);
  return new Map(
    [...texts].flatMap(([path, text]) =>
      text === null ? [] : [[path, text] as const],
    ),
  );
}
