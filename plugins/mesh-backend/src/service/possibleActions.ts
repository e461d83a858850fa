import {
  OnboardingRequest,
  RequestAction,
  nextState,
  unknownGates,
} from '@onmesh/plugin-mesh-common';

/** What can be done with a request as it stands, whoever may do it. */
export function possibleActions(request: OnboardingRequest): RequestAction[] {
  const asEvents = (
    ['approve', 'reject', 'withdraw', 'propose-again'] as const
  ).filter(event => nextState(request.state, event) !== undefined);
  return [
    ...(unknownGates(request).length > 0 ? (['accept-unknown'] as const) : []),
    ...asEvents,
    ...(openPullRequest(request) ? (['merge', 'close'] as const) : []),
  ];
}

/** The pull request that waits for a decision, when there is one. */
export function openPullRequest(request: OnboardingRequest) {
  return request.state === 'proposed'
    ? request.pullRequests.find(
        pr =>
          pr.stageIndex === request.stageIndex &&
          pr.attempt === request.attempt &&
          pr.state === 'open',
      )
    : undefined;
}
