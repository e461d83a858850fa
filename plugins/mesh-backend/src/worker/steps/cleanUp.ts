import { Step } from '../Step';

/**
 * `withdrawn`: closes what is still open. It also looks for pull requests that the store does not know, because a worker
 * may have opened one just when the request was withdrawn. Branches stay.
 */
export const cleanUp: Step = async (request, context) => {
  const repository = context.repositories.forCluster(request.target.cluster);
  if (!repository) {
    return { type: 'finish' };
  }
  const { scm } = repository;
  const undecided = context.pullRequests.filter(
    pr => pr.state === 'pending' || pr.state === 'open',
  );
  for (const { createdAtMs: _, ...stored } of undecided) {
    const [found] = await scm.findPullRequests({
      branch: stored.branch,
      state: 'all',
    });
    const decided =
      found?.state === 'open'
        ? await scm.close(found.number, { by: await context.withdrawnBy() })
        : found;
    await context.savePullRequest({
      ...stored,
      number: decided?.number ?? stored.number,
      state: decided?.state ?? 'closed',
    });
  }
  return { type: 'finish' };
};
