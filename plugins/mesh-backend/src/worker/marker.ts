import { OnboardingRequest } from '@onmesh/plugin-mesh-common';

type Proposal = Pick<OnboardingRequest, 'id' | 'stageIndex' | 'attempt'>;

/** Identifies one proposal: request, stage and attempt. */
export function proposalKey(request: Proposal): string {
  return `${request.id}/${request.stageIndex}/${request.attempt}`;
}

/** A comment in the pull request's body that says whose it is. */
export function marker(request: Proposal & { planHash: string }): string {
  return `<!-- onmesh: ${proposalKey(request)} ${request.planHash} -->`;
}

/** Whether a pull request's body was written for this proposal. */
export function hasMarker(body: string, request: Proposal): boolean {
  return body.includes(`<!-- onmesh: ${proposalKey(request)} `);
}

/** The commit's message: what, why, and whose it is. */
export function commitMessage(
  request: Proposal & Pick<OnboardingRequest, 'requester' | 'reverts'>,
  title: string,
  why: string,
): string {
  const reverts = request.reverts
    ? `Reverts-Request: ${request.reverts}\n`
    : '';
  return `${title}\n\n${why}\n\nMesh-Request: ${proposalKey(request)}\n${reverts}Requested-by: ${request.requester}\n`;
}
