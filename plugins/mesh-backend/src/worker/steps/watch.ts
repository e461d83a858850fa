import { StoredPullRequest } from '../../store/RequestStore';
import { Step } from '../Step';

/**
 * `proposed`: the Git host says what became of the pull request, whoever decided it and however it was merged. Its branch
 * is never written to again.
 */
export const watch: Step = async (request, context) => {
  const repository = context.repositories.forCluster(request.target.cluster);
  const stored = context.pullRequests.find(
    pr =>
      pr.stageIndex === request.stageIndex && pr.attempt === request.attempt,
  );
  if (!repository || stored?.number === undefined) {
    throw new Error(
      `Pull request of stage ${request.stageIndex + 1} of request ${request.id} cannot be looked up: is its cluster still in mesh.gitops.targets?`,
    );
  }
  const { state, decidedBy, head } = await repository.scm.getPullRequest(
    stored.number,
  );
  if (state === 'open') {
    return { type: 'wait' };
  }
  const by = decidedBy === undefined ? '' : ` by ${decidedBy}`;
  const {
    baseCommit: _,
    createdAtMs: __,
    ...shown
  }: StoredPullRequest = stored;
  const pullRequest = { ...shown, state, headCommit: head };
  return state === 'merged'
    ? {
        type: 'event',
        event: 'merge',
        message: `Pull request #${stored.number} was merged${by}`,
        pullRequest,
      }
    : {
        type: 'event',
        event: 'close',
        message: `Pull request #${stored.number} was closed${by} without merging. Propose again, or withdraw the request.`,
        pullRequest,
      };
};
