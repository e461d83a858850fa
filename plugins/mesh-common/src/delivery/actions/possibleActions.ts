import { isFullyPromoted } from '../canaryWeights';
import { listOf } from '../listOf';
import { Rollout } from '../Rollout';
import {
  PossibleAction,
  RolloutActionName,
  SeenRollout,
} from './RolloutAction';
import { rolloutPatches } from './rolloutPatches';

/**
 * What a person may do to a rollout now. Promoting while it is aborted is never among it: the pause that it would end
 * belongs to a version that does not get traffic any more.
 *
 * Source: argo-cd resource_customizations/argoproj.io/Rollout/actions/discovery.lua; argo-rollouts
 * pkg/kubectl-argo-rollouts/cmd/promote/promote.go.
 */
export function possibleActions(rollout: Rollout): PossibleAction[] {
  const { name = '', namespace } = rollout.metadata ?? {};
  return names(rollout)
    .map(action => ({
      action,
      target: { kind: 'Rollout' as const, namespace, name },
      patches: rolloutPatches(action, rollout),
      seen: seenOf(rollout),
    }))
    .filter(({ patches }) => patches.length > 0);
}

/**
 * What of a rollout must still be as a person saw it, for their decision to hold. In words when it is not; undefined
 * when it is. The resource version is left out: it also changes with what has no meaning to the person.
 */
export function staleBecause(
  seen: SeenRollout,
  rollout: Rollout,
): string | undefined {
  const now = seenOf(rollout);
  if (seen.podHash !== now.podHash) {
    return `The version under delivery was ${seen.podHash ?? 'unknown'} and is now ${now.podHash ?? 'unknown'}.`;
  }
  return seen.stepIndex === now.stepIndex
    ? undefined
    : `The canary was at step ${stepWord(seen)} and is now at step ${stepWord(now)}.`;
}

function names(rollout: Rollout): RolloutActionName[] {
  const { status, spec } = rollout;
  const knowsVersions = Boolean(status?.currentPodHash);
  const isUnderWay = knowsVersions && !isFullyPromoted(rollout);
  if (status?.abort) {
    return [...(isUnderWay ? (['promote-full'] as const) : []), 'retry'];
  }
  const isPaused =
    Boolean(spec?.paused) || listOf(status?.pauseConditions).length > 0;
  return [
    ...(isPaused ? (['promote'] as const) : []),
    // A first version has nothing to go back to, and nothing to be promoted over.
    ...(isUnderWay && status?.stableRS
      ? (['promote-full', 'abort'] as const)
      : []),
  ];
}

function seenOf({ metadata, status }: Rollout): SeenRollout {
  return {
    resourceVersion: metadata?.resourceVersion,
    podHash: status?.currentPodHash,
    stepIndex: status?.currentStepIndex,
  };
}

function stepWord({ stepIndex }: SeenRollout): string {
  return stepIndex === undefined ? 'unknown' : String(stepIndex + 1);
}
