import { NotFoundError } from '@backstage/errors';
import { DiffResponse, OnboardingRequest } from '@onmesh/plugin-mesh-common';
import { GitOpsRepositories } from '../gitops/GitOpsRepositories';
import { onGitHost } from './toBackstageError';

/**
 * What the latest pull request of the present stage changes, as the Git host has it.
 *
 * @throws NotFoundError when the stage has none
 */
export async function stageDiff(
  { id, stageIndex, target, pullRequests }: OnboardingRequest,
  repositories: GitOpsRepositories,
): Promise<DiffResponse> {
  const latest = pullRequests.findLast(
    pr => pr.stageIndex === stageIndex && pr.number !== undefined,
  );
  const repository = repositories.forCluster(target.cluster);
  if (latest?.number === undefined || !repository) {
    throw new NotFoundError(
      `Stage ${stageIndex + 1} of request ${id} has no pull request`,
    );
  }
  const { files, to } = await onGitHost(repository.scm.diff(latest.number));
  return {
    diff: files.map(file => file.patch).join(''),
    branch: latest.branch,
    commit: to,
  };
}
