import { stepsOf } from '../canarySteps';
import { isFullyPromoted } from '../canaryWeights';
import { listOf } from '../listOf';
import { Rollout } from '../Rollout';
import { RolloutActionName, RolloutPatch } from './RolloutAction';
import { rolloutPatches } from './rolloutPatches';

/**
 * What is sent to the object itself where the API server has no status subresource for rollouts, as before 1.0: spec and
 * status in one patch.
 *
 * Source: argo-rollouts pkg/kubectl-argo-rollouts/cmd/promote/promote.go, the unified patch.
 */
export function patchesWithoutStatus(
  action: RolloutActionName,
  rollout: Rollout,
): RolloutPatch[] {
  const patches = rolloutPatches(action, rollout);
  if (patches.length === 0) {
    return [];
  }
  switch (action) {
    case 'abort':
    case 'retry':
      return patches.map(({ subresource: _, ...patch }) => patch);
    case 'promote-full':
      return isFullyPromoted(rollout)
        ? []
        : [unified({ paused: false }, { promoteFull: true })];
    case 'promote':
      return [unified({ paused: false }, endOfPause(rollout))];
    default:
      return action satisfies never;
  }
}

/** Unlike the patch of the status alone, this never passes a step that paused, not even after an inconclusive analysis. */
function endOfPause(rollout: Rollout): object {
  const { spec, status } = rollout;
  const count = stepsOf(rollout).length;
  const isPaused = listOf(status?.pauseConditions).length > 0;
  return isPaused || count === 0 || !spec?.strategy?.canary
    ? { pauseConditions: null }
    : {
        pauseConditions: null,
        currentStepIndex: Math.min((status?.currentStepIndex ?? 0) + 1, count),
      };
}

function unified(spec: object, status: object): RolloutPatch {
  return {
    resource: 'rollouts',
    type: 'application/merge-patch+json',
    body: { spec, status },
  };
}
