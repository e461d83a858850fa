import { Rollout } from '../Rollout';
import { specIsObserved, workloadIsObserved } from '../specIsObserved';
import { possibleActions } from './possibleActions';
import {
  PossibleAction,
  RolloutActionName,
  SeenRollout,
} from './RolloutAction';
import { staleBecause } from './seenRollout';

/** What is sent for an action, or why nothing is. */
export type ActionDecision =
  | { action: PossibleAction; refused?: undefined }
  | { action?: undefined; refused: string };

/**
 * Whether an action that a person decided on may be done to a rollout as it is now.
 *
 * @param seen - what the person saw when they decided
 */
export function decideAction(
  name: RolloutActionName,
  seen: SeenRollout,
  rollout: Rollout,
): ActionDecision {
  const stale = staleBecause(seen, rollout);
  if (stale) {
    return { refused: stale };
  }
  // The controller would see the action and the new spec at once, and apply the one to the other.
  if (!specIsObserved(rollout) || !workloadIsObserved(rollout)) {
    return {
      refused:
        'The spec of the rollout has changed, and the controller has not looked at it yet.',
    };
  }
  const possible = possibleActions(rollout);
  const action = possible.find(one => one.action === name);
  return action
    ? { action }
    : {
        refused: `${name} has no effect on the rollout as it is now; ${possible.length === 0 ? 'nothing has' : `what has: ${possible.map(one => one.action).join(', ')}`}.`,
      };
}
