import { listOf } from './listOf';
import { ownedBy } from './ownedBy';
import { POD_HASH_LABEL, ReplicaSet } from './ReplicaSet';
import { CanaryStrategy, Rollout } from './Rollout';

/** What the weights of a rollout are out of: 100, unless its traffic routing says otherwise. */
export function maxWeight({ spec }: Rollout): number {
  return maxWeightOf(spec?.strategy?.canary);
}

/** The same of the strategy alone. */
export function maxWeightOf(canary: CanaryStrategy | undefined): number {
  const max = canary?.trafficRouting?.maxTrafficWeight ?? 100;
  return max > 0 ? max : 100;
}

/** Whether a step is in progress: there are steps, and not all of them were passed. */
function atStep(rollout: Rollout): boolean {
  return (
    (rollout.status?.currentStepIndex ?? 0) <
    listOf(rollout.spec?.strategy?.canary?.steps).length
  );
}

/**
 * The weight that the steps ask for by now, out of `maxWeight`. After the last step that is all of it, also at rest,
 * when the router sends nothing to the canary destination: ask `canaryInProgress` first.
 *
 * Source: argo-rollouts utils/replicaset/canary.go, `GetCurrentSetWeight`.
 */
export function wantedWeight(rollout: Rollout): number {
  if (rollout.status?.abort) {
    return 0;
  }
  if (!atStep(rollout)) {
    return maxWeight(rollout);
  }
  const passed = listOf(rollout.spec?.strategy?.canary?.steps).slice(
    0,
    (rollout.status?.currentStepIndex ?? 0) + 1,
  );
  return (
    passed.findLast(step => typeof step.setWeight === 'number')?.setWeight ?? 0
  );
}

/**
 * The weight that is in effect as the controller knows it, out of `maxWeight`: what it wrote into the router, or without
 * traffic routing the canary's part of the available pods. Undefined when the controller has reported neither; its
 * command line repeats the wanted weight there, and says all of it after the last step even before the switch.
 *
 * Source: argo-rollouts pkg/kubectl-argo-rollouts/info/rollout_info.go, `NewRolloutInfo`.
 */
export function reportedWeight(
  rollout: Rollout,
  replicaSets: readonly ReplicaSet[],
): number | undefined {
  if (!atStep(rollout) && !canaryInProgress(rollout)) {
    return maxWeight(rollout);
  }
  if (rollout.spec?.strategy?.canary?.trafficRouting) {
    return rollout.status?.canary?.weights?.canary?.weight;
  }
  const canary = listOf(replicaSets).find(
    set =>
      ownedBy(set, rollout) &&
      set.metadata?.labels?.[POD_HASH_LABEL] === rollout.status?.currentPodHash,
  );
  const available = rollout.status?.availableReplicas ?? 0;
  return canary?.status && available > 0
    ? Math.floor(
        ((canary.status.availableReplicas ?? 0) * maxWeight(rollout)) /
          available,
      )
    : undefined;
}

/**
 * Whether two versions take part in a delivery: the stable one and another that is to replace it. False at rest, for a
 * first version, and after an abort, when only the stable version is to serve.
 *
 * Source: argo-rollouts utils/rollout/rolloututil.go, `IsFullyPromoted`.
 */
export function canaryInProgress({ spec, status }: Rollout): boolean {
  return (
    Boolean(spec?.strategy?.canary) &&
    Boolean(status?.stableRS) &&
    Boolean(status?.currentPodHash) &&
    status?.stableRS !== status?.currentPodHash &&
    !status?.abort
  );
}

/** Whether the newest version is the one that serves: nothing is under way. */
export function isFullyPromoted({ status }: Rollout): boolean {
  return (
    Boolean(status?.stableRS) && status?.stableRS === status?.currentPodHash
  );
}
