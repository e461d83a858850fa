import { ScmInvalidError } from './ScmError';

/** A loose ref is a file with `.lock` appended while it is written; file systems allow 255 bytes a name. */
const LONGEST_BRANCH = 240;

/** Each rule of git-check-ref-format(1) that applies to a branch, then the ones that we add. */
const RULES: readonly { broken: RegExp; reason: string }[] = [
  { broken: /^$/, reason: 'it is empty' },
  { broken: /^\/|\/$|\/\//, reason: 'a slash stands at an end or twice' },
  { broken: /(?:^|\/)\./, reason: 'a segment starts with a dot' },
  { broken: /\.lock(?:\/|$)/, reason: 'a segment ends with ".lock"' },
  { broken: /\.\./, reason: 'it has ".."' },
  { broken: /\.$/, reason: 'it ends with a dot' },
  { broken: /@\{/, reason: 'it has "@{"' },
  { broken: /^@$/, reason: 'it is "@"' },
  {
    broken: /[\p{Cc}\p{Surrogate} ~^:?*[\\]/u,
    reason: 'it has a blank, a control character or one of ~^:?*[\\',
  },
  { broken: /^-/, reason: 'it starts with "-"' },
  { broken: /^HEAD$/, reason: 'it is HEAD' },
  // Ours: hosts and people read these as something else than a branch.
  { broken: /^refs\//, reason: 'it starts with "refs/"' },
  { broken: /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i, reason: 'it is a commit id' },
];

/** Why this cannot be a branch, or undefined when it can. */
export function branchNameProblem(branch: string): string | undefined {
  if (Buffer.byteLength(branch) > LONGEST_BRANCH) {
    return `it is longer than ${LONGEST_BRANCH} bytes`;
  }
  return RULES.find(rule => rule.broken.test(branch))?.reason;
}

/**
 * Refuses what is no branch name by the rules of `git check-ref-format --branch`, and names that are read as a commit id
 * or a full ref.
 *
 * @throws ScmInvalidError that names the branch and the reason.
 */
export function assertBranchName(branch: string): void {
  const problem = branchNameProblem(branch);
  if (problem !== undefined) {
    throw new ScmInvalidError(
      `${JSON.stringify(branch)} is no branch name: ${problem}. Use a name such as "mesh/checkout-1a2b3c4d".`,
    );
  }
}
