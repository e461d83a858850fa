import { parseEntityRef } from '@backstage/catalog-model';
import {
  OnboardingRequest,
  StagePullRequest,
} from '@onmesh/plugin-mesh-common';
import {
  ScmConflictError,
  ScmPullRequest,
  ScmProvider,
} from '@onmesh/plugin-mesh-node';
import { GitOpsRepository } from '../../gitops/GitOpsRepositories';
import { branchName, presentStage } from '../branchName';
import { commitMessage, hasMarker } from '../marker';
import { pullRequestBody, pullRequestTitle } from '../pullRequestText';
import { Step, StepContext, StepOutcome } from '../Step';
import { compareWithPlan } from './compareWithPlan';

const blocked = (message: string): StepOutcome => ({
  type: 'event',
  event: 'block',
  message,
});

const nothingToChange: StepOutcome = {
  type: 'event',
  event: 'merge',
  message: 'The repository says so already, so there is nothing to propose.',
};

/** `queued`: makes sure that the present stage is proposed, as exactly one pull request. */
export const propose: Step = async (request, context) => {
  const repository = context.repositories.forCluster(request.target.cluster);
  if (!repository) {
    return blocked(
      `No GitOps repository is configured for cluster ${request.target.cluster}. Add one to mesh.gitops.targets and propose again.`,
    );
  }
  const branch = branchName(request);
  return (
    (await adopt(request, repository, branch)) ??
    (await ensureProposed(request, repository, branch, context))
  );
};

/** A pull request that an earlier look opened. What has become of it since is for the next step to see. */
async function adopt(
  request: OnboardingRequest,
  { scm, base }: GitOpsRepository,
  branch: string,
): Promise<StepOutcome | undefined> {
  const found = (await scm.findPullRequests({ branch, state: 'all' })).find(
    candidate => candidate.base === base,
  );
  if (!found) {
    return undefined;
  }
  return hasMarker(found.body, request)
    ? opened(request, found)
    : blocked(
        `Pull request #${found.number} proposes branch ${branch}, but it is not ours. Close it, delete the branch, and propose again.`,
      );
}

async function ensureProposed(
  request: OnboardingRequest,
  repository: GitOpsRepository,
  branch: string,
  context: StepContext,
): Promise<StepOutcome> {
  const { scm, base } = repository;
  const baseHead = await scm.getBranchHead(base);
  if (baseHead === undefined) {
    return blocked(
      `The repository has no branch ${base}. Create it or correct mesh.gitops.targets, then propose again.`,
    );
  }
  const stage = presentStage(request);
  const comparison = await compareWithPlan(scm, baseHead, stage.files);
  if (comparison.changed.length > 0) {
    return blocked(
      `${comparison.changed.join(', ')} changed since approval. Withdraw this request and submit it again, so that the new content is reviewed.`,
    );
  }
  if (comparison.same) {
    return nothingToChange;
  }
  // A retry starts from the commit that the first try wrote down, so that it makes the same commit.
  const known = context.pullRequests.find(
    pr =>
      pr.stageIndex === request.stageIndex && pr.attempt === request.attempt,
  );
  const record = await context.savePullRequest({
    stageIndex: request.stageIndex,
    attempt: request.attempt,
    branch,
    state: 'pending',
    baseCommit: known?.baseCommit ?? baseHead,
    baseline: known?.baseline ?? (await context.gates.observed(request)),
  });
  try {
    const { outcome } = await scm.commit({
      base: record.baseCommit ?? baseHead,
      branch,
      expectedHead: undefined,
      files: stage.files.map(({ path, after }) => ({ path, content: after })),
      message: commitMessage(request, pullRequestTitle(request), stage.why),
      author: author(request.requester),
      date: new Date(record.createdAtMs),
    });
    return outcome === 'unchanged'
      ? nothingToChange
      : opened(request, await createPullRequest(scm, request, branch, base));
  } catch (error) {
    if (error instanceof ScmConflictError) {
      return blocked(
        `Branch ${branch} holds something else than what was approved: ${error.message} Nothing was overwritten. Propose again to use a new branch.`,
      );
    }
    throw error;
  }
}

function createPullRequest(
  scm: ScmProvider,
  request: OnboardingRequest,
  branch: string,
  base: string,
): Promise<ScmPullRequest> {
  return scm.createPullRequest({
    branch,
    base,
    title: pullRequestTitle(request),
    body: pullRequestBody(request),
  });
}

function opened(request: OnboardingRequest, pr: ScmPullRequest): StepOutcome {
  const pullRequest: StagePullRequest = {
    stageIndex: request.stageIndex,
    attempt: request.attempt,
    branch: pr.branch,
    number: pr.number,
    url: pr.url,
    state: 'open',
    headCommit: pr.head,
  };
  return {
    type: 'event',
    event: 'open',
    message: `Pull request #${pr.number}: ${pr.title}`,
    pullRequest,
  };
}

/** The catalog promises no e-mail address; `.invalid` can never be someone's (RFC 2606). */
function author(requester: string): { name: string; email: string } {
  const { name } = parseEntityRef(requester);
  return { name, email: `${name}@portal.invalid` };
}
