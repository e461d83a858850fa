import { ScmUnavailableError } from '@onmesh/plugin-mesh-node';
import { Git } from './Git';

/** The first version with `git merge-tree --write-tree`. */
const OLDEST = { major: 2, minor: 38 };

/**
 * Fails at start rather than at the first merge.
 *
 * @throws ScmUnavailableError when Git is missing or too old, with the version found.
 */
export async function assertGitVersion(git: Git): Promise<void> {
  const answer = await git.line(['version']);
  const version = /^git version (?<major>\d+)\.(?<minor>\d+)/.exec(answer);
  const major = Number(version?.groups?.major);
  const minor = Number(version?.groups?.minor);
  const isSupported =
    major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor);
  if (!isSupported) {
    throw new ScmUnavailableError(
      `The local Git provider needs Git ${OLDEST.major}.${OLDEST.minor} or newer, but found ${JSON.stringify(answer)}. Install a newer Git where the backend runs.`,
    );
  }
}
