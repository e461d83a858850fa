import { ScmInvalidError } from './ScmError';

/** Limits of the common file systems, in bytes of UTF-8; a checkout of a longer path fails for the GitOps controller. */
const LONGEST_PATH = 4000;
const LONGEST_SEGMENT = 255;

/** What HFS+ ignores in a file name, so that `.g<ZWNJ>it` is `.git` there (CVE-2014-9390). */
const IGNORED_BY_HFS = /\p{Default_Ignorable_Code_Point}/gu;

/** `.git`, its 8.3 short names, and either with an NTFS stream behind it. */
const GIT_FOLDER = /^(?:\.git|git~\d+)(?::.*)?$/;

/** The name that a careless file system would store: NTFS drops dots and blanks at the end. */
function folded(segment: string): string {
  return segment
    .replace(IGNORED_BY_HFS, '')
    .replace(/[. ]+$/, '')
    .toLowerCase();
}

function segmentProblem(segment: string): string | undefined {
  if (segment === '') {
    return 'it has an empty segment (a slash at the start or end, or two in a row)';
  }
  if (/^\.+ *$/.test(segment.replace(IGNORED_BY_HFS, ''))) {
    return 'it has a segment of dots';
  }
  if (segment.startsWith('-')) {
    return 'a segment starts with "-", which tools take for an option';
  }
  if (GIT_FOLDER.test(folded(segment))) {
    return 'it leads into the .git folder';
  }
  if (Buffer.byteLength(segment) > LONGEST_SEGMENT) {
    return `a segment is longer than ${LONGEST_SEGMENT} bytes`;
  }
  return undefined;
}

/** Why a path may not be written to a repository, or undefined when it may. Looks at the name only, not at what is there. */
export function repositoryPathProblem(path: string): string | undefined {
  if (/[\p{Cc}\p{Surrogate}\u2028\u2029]/u.test(path)) {
    return 'it has control characters or is no valid Unicode';
  }
  if (path.includes('\\')) {
    return 'it has a backslash';
  }
  if (/^[A-Za-z]:/.test(path)) {
    return 'it starts with a drive letter';
  }
  if (Buffer.byteLength(path) > LONGEST_PATH) {
    return `it is longer than ${LONGEST_PATH} bytes`;
  }
  for (const segment of path.split('/')) {
    const problem = segmentProblem(segment);
    if (problem !== undefined) {
      return problem;
    }
  }
  return undefined;
}

/**
 * Refuses every path that could leave the repository or reach Git's own files on any system that checks it out: stricter
 * than `verify_path` of Git (read-cache.c), which depends on the system that it runs on.
 *
 * @throws ScmInvalidError that names the path and the reason.
 */
export function assertRepositoryPath(path: string): void {
  const problem = repositoryPathProblem(path);
  if (problem !== undefined) {
    throw new ScmInvalidError(
      `${JSON.stringify(path)} is no safe path in a repository: ${problem}. Use a relative path such as "apps/shop/policy.yaml".`,
    );
  }
}
