import { ok, rejects } from 'node:assert';
import { ScmConflictError } from '../ScmError';
import {
  ScmCommitRequest,
  ScmFileChange,
  ScmPullRequest,
} from '../ScmProvider';
import { ScmProviderArrangement } from './ScmProviderArrangement';

export const BRANCH = 'mesh/checkout-1a2b3c4d';
export const FILE = 'clusters/demo/shop/checkout.yaml';
const AUTHOR = { name: 'Jane Doe', email: 'jane@example.com' };
export const MISSING_COMMIT = '1234567890'.repeat(4);

/** A commit that makes the branch, unless said otherwise. */
export function commitRequest(
  base: string,
  overrides: Partial<ScmCommitRequest> = {},
): ScmCommitRequest {
  return {
    base,
    branch: BRANCH,
    expectedHead: undefined,
    files: [{ path: FILE, content: 'mode: PERMISSIVE\n' }],
    message: 'Join checkout\n\nMesh-Request: 1a2b3c4d/1\n',
    author: AUTHOR,
    ...overrides,
  };
}

/** Proposes the branch as it is. */
export const propose = ({ provider, base }: ScmProviderArrangement) =>
  provider.createPullRequest({
    branch: BRANCH,
    base,
    title: 'Join checkout',
    body: 'Stage 1 of 4',
  });

/** An open pull request with one commit that writes the files. */
export async function proposed(
  arrangement: ScmProviderArrangement,
  files?: readonly ScmFileChange[],
): Promise<ScmPullRequest> {
  const { provider, base } = arrangement;
  await provider.commit(
    commitRequest(base, files === undefined ? {} : { files }),
  );
  return propose(arrangement);
}

/** The conflict that the call fails with. */
export async function conflictOf(
  promise: Promise<unknown>,
): Promise<ScmConflictError> {
  let conflict: unknown;
  await rejects(promise, error => {
    conflict = error;
    return error instanceof ScmConflictError;
  });
  ok(conflict instanceof ScmConflictError);
  return conflict;
}
