import { stepsOf } from '../canarySteps';
import { isFullyPromoted } from '../canaryWeights';
import { listOf } from '../listOf';
import { Rollout } from '../Rollout';
import { RolloutActionName, RolloutPatch } from './RolloutAction';

/**
 * The patches that an action consists of, in the order in which they are to be sent; none when it would change nothing.
 * Whether the action makes sense is for `possibleActions` to say.
 *
 * Source: argo-rollouts pkg/kubectl-argo-rollouts/cmd/{promote,abort,retry}.
 */
export function rolloutPatches(
  action: RolloutActionName,
  rollout: Rollout,
): RolloutPatch[] {
  switch (action) {
    case 'abort':
      return [statusPatch({ abort: true })];
    case 'retry':
      return [statusPatch({ abort: false })];
    case 'promote-full':
      return isFullyPromoted(rollout)
        ? []
        : [statusPatch({ promoteFull: true }), ...unpause(rollout)];
    case 'promote':
      return [...promotion(rollout), ...unpause(rollout)];
    default:
      return action satisfies never;
  }
}

/** A pause is ended by taking its condition away; where nothing pauses, the step in progress is skipped instead. */
function promotion(rollout: Rollout): RolloutPatch[] {
  const { spec, status } = rollout;
  const count = stepsOf(rollout).length;
  const next =
    count > 0 && spec?.strategy?.canary
      ? Math.min((status?.currentStepIndex ?? 0) + 1, count)
      : undefined;
  const inconclusive =
    status?.canary?.currentStepAnalysisRunStatus?.status === 'Inconclusive';
  if (next !== undefined && status?.controllerPause && inconclusive) {
    return [
      statusPatch({
        pauseConditions: null,
        controllerPause: false,
        currentStepIndex: next,
      }),
    ];
  }
  if (listOf(status?.pauseConditions).length > 0) {
    return [statusPatch({ pauseConditions: null })];
  }
  return next === undefined
    ? []
    : [statusPatch({ pauseConditions: null, currentStepIndex: next })];
}

function unpause({ spec }: Rollout): RolloutPatch[] {
  return spec?.paused
    ? [
        {
          resource: 'rollouts',
          type: 'application/merge-patch+json',
          body: { spec: { paused: false } },
        },
      ]
    : [];
}

function statusPatch(status: object): RolloutPatch {
  return {
    resource: 'rollouts',
    subresource: 'status',
    type: 'application/merge-patch+json',
    body: { status },
  };
}
