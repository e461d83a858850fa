import { StagePullRequest } from '@onmesh/plugin-mesh-common';
import { latestPullRequest } from './latestPullRequest';

const pullRequest = (
  stageIndex: number,
  attempt: number,
): StagePullRequest => ({
  stageIndex,
  attempt,
  branch: `onmesh/${stageIndex}-${attempt}`,
  state: 'open',
});

describe('latestPullRequest', () => {
  it('finds the last attempt at a stage, in whatever order they come', () => {
    const pullRequests = [
      pullRequest(0, 1),
      pullRequest(1, 2),
      pullRequest(1, 1),
    ];

    expect(latestPullRequest({ pullRequests }, 1)).toBe(pullRequests[1]);
  });

  it('finds none before the first', () => {
    expect(latestPullRequest({ pullRequests: [] }, 0)).toBeUndefined();
  });
});
