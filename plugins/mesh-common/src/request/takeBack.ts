import { OnboardingRequest, RequestState } from './OnboardingRequest';
import { isFinal, nextState } from './transitions';

/**
 * Whether any of what a request asks for holds by it: a stage was merged, or it is done, be it that somebody had written all
 * of it before.
 */
export function isCarriedOut({
  state,
  pullRequests,
}: Pick<OnboardingRequest, 'state' | 'pullRequests'>): boolean {
  return state === 'done' || pullRequests.some(pr => pr.state === 'merged');
}

/**
 * The state that a request is left in when what it merged is taken back, or undefined when it cannot be. One that is under
 * way ends as withdrawn, because no further stage of it may be proposed. One that has ended stays what it was: what became
 * of its changes is for the request that takes them back to say.
 */
export function stateAfterTakeBack(
  request: Pick<OnboardingRequest, 'state' | 'pullRequests'>,
): RequestState | undefined {
  if (!isCarriedOut(request)) {
    return undefined;
  }
  return isFinal(request.state)
    ? request.state
    : nextState(request.state, 'take-back');
}

/** Whether a request is taken back, or is about to be. One that was rejected or withdrawn takes nothing back any more. */
export function isTakenBack({
  revertedBy,
}: Pick<OnboardingRequest, 'revertedBy'>): boolean {
  return (
    revertedBy !== undefined &&
    revertedBy.state !== 'rejected' &&
    revertedBy.state !== 'withdrawn'
  );
}
