import {
  OnboardingRequest,
  StagePullRequest,
} from '@onmesh/plugin-mesh-common';

/** The last attempt at a stage, or undefined before the first. */
export function latestPullRequest(
  request: Pick<OnboardingRequest, 'pullRequests'>,
  stageIndex: number,
): StagePullRequest | undefined {
  return request.pullRequests
    .filter(pullRequest => pullRequest.stageIndex === stageIndex)
    .reduce<StagePullRequest | undefined>(
      (last, next) => (last && last.attempt > next.attempt ? last : next),
      undefined,
    );
}
