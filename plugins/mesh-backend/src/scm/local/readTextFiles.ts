import { ScmInvalidError } from '@onmesh/plugin-mesh-node';
import { Git } from './Git';
import { treeFiles } from './treeEntries';

const LINE_FEED = 0x0a;

/** Splits the answer of `git cat-file --batch`: "<id> blob <size>", that many bytes, a line feed, and so on. */
function contents(answer: Buffer): Buffer[] {
  const found: Buffer[] = [];
  let position = 0;
  while (position < answer.length) {
    const end = answer.indexOf(LINE_FEED, position);
    const size = Number(answer.toString('utf8', position, end).split(' ')[2]);
    found.push(answer.subarray(end + 1, end + 1 + size));
    position = end + 1 + size + 1;
  }
  return found;
}

function decode(path: string, content: Buffer): string {
  try {
    // The byte order mark is content: what is read must be what is written back.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      content,
    );
  } catch {
    throw new ScmInvalidError(
      `${JSON.stringify(path)} is no UTF-8 text. Onmesh reads and writes text files only.`,
    );
  }
}

/** Text of the files at a commit, `null` where there is none. */
export async function readTextFiles(
  git: Git,
  commit: string,
  paths: readonly string[],
): Promise<Map<string, string | null>> {
  const files = await treeFiles(git, commit, paths);
  const { stdout } = await git.run(['cat-file', '--batch'], {
    input: [...files.values()].map(file => `${file.object}\n`).join(''),
  });
  const texts = contents(stdout);
  const result = new Map<string, string | null>(
    paths.map(path => [path, null]),
  );
  [...files.keys()].forEach((path, index) =>
    result.set(path, decode(path, texts[index])),
  );
  return result;
}
