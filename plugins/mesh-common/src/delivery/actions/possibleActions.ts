import { isFullyPromoted } from '../canaryWeights';
import { listOf } from '../listOf';
import { Rollout } from '../Rollout';
import { PossibleAction, RolloutActionName } from './RolloutAction';
import { rolloutPatches } from './rolloutPatches';
import { seenRollout } from './seenRollout';

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
      seen: seenRollout(rollout),
    }))
    .filter(({ patches }) => patches.length > 0);
}

function names(rollout: Rollout): RolloutActionName[] {
  const { status, spec } = rollout;
  const knowsVersions = Boolean(status?.currentPodHash);
  const isUnderWay = knowsVersions && !isFullyPromoted(rollout);
  if (status?.abort) {
    return [...(isUnderWay ? (['promote-full'] as const) : []), 'retry'];
  }
  if (status?.promoteFull && isUnderWay) {
    // The controller is about to skip all that is left; a second click would change nothing.
    return status.stableRS ? ['abort'] : [];
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
