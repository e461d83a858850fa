import { ScmInvalidError } from './ScmError';

/** Limits of the common file systems, in bytes of UTF-8; a checkout of a longer path fails for the GitOps controller. */
const LONGEST_PATH = 4000;
const LONGEST_SEGMENT = 255;

/** What HFS+ ignores in a file name, so that `.g<ZWNJ>it` is `.git` there (CVE-2014-9390). */
const IGNORED_BY_HFS = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * `.git` and its 8.3 short names, also with what NTFS drops (dots and blanks at the end) or takes for the name of a stream
 * (from a colon on), in any case. As `is_ntfs_dotgit` of Git (path.c), but for every number of a short name.
 */
const GIT_FOLDER = /^(?:\.git|git~\d+)[. ]*(?::.*)?$/i;

/** The name that HFS+ would store. */
function folded(segment: string): string {
  return segment.replace(IGNORED_BY_HFS, '');
}

function segmentProblem(segment: string): string | undefined {
  if (segment === '') {
    return 'it has an empty segment (a slash at the start or end, or two in a row)';
  }
  if (/^\.+ *$/.test(folded(segment))) {
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
