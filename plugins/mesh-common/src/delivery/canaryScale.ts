import { maxWeight, wantedWeight } from './canaryWeights';
import { listOf } from './listOf';
import { podsOfTraffic } from './podsOfTraffic';
import { CanaryStep, Rollout } from './Rollout';

/** How large the new version is to be: a number of pods, or as much as a weight needs. */
export interface CanaryScale {
  replicas?: number;
  weight: number;
}

/** Available pods of the two versions. */
export interface AvailablePods {
  canary: number;
  stable: number;
}

/**
 * How large the new version is to be now. A step can set it apart from the weight, with a router.
 *
 * Source: argo-rollouts utils/replicaset/canary.go, `GetCanaryReplicasOrWeight`, `UseSetCanaryScale`.
 */
export function canaryScale(
  rollout: Rollout,
  available?: AvailablePods,
): CanaryScale {
  const { promoteFull, stableRS, currentPodHash } = rollout.status ?? {};
  if (promoteFull || !stableRS || stableRS === currentPodHash) {
    return { weight: maxWeight(rollout) };
  }
  const scale = keepsScale(rollout)
    ? setScale(rollout, rollout.status?.currentStepIndex ?? 0)
    : undefined;
  return scale ?? { weight: desiredWeight(rollout, available) };
}

/** How large the new version is to be once a step of a delivery is reached. */
export function scaleAtStep(rollout: Rollout, step: number): CanaryScale {
  const there = {
    ...rollout,
    status: { currentStepIndex: step, stableRS: 'stable' },
  };
  return setScale(there, step) ?? { weight: wantedWeight(there) };
}

/** An abort ends it, unless the pods are to stay where they are. */
function keepsScale({ spec, status }: Rollout): boolean {
  return (
    !status?.abort || spec?.strategy?.canary?.abortScaleDownDelaySeconds === 0
  );
}

function setScale(rollout: Rollout, step: number): CanaryScale | undefined {
  const { canary } = rollout.spec?.strategy ?? {};
  const steps = listOf(canary?.steps);
  if (!canary?.trafficRouting || step >= steps.length) {
    return undefined;
  }
  const set = steps
    .slice(0, step + 1)
    .findLast(one => one.setCanaryScale)?.setCanaryScale;
  if (!set || set.matchTrafficWeight) {
    return undefined;
  }
  if (typeof set.replicas === 'number') {
    return { replicas: set.replicas, weight: 0 };
  }
  return typeof set.weight === 'number' ? { weight: set.weight } : undefined;
}

/**
 * The weight that the new version is to have now, out of `maxWeight`. After an abort it is nothing at once, except where
 * the stable version gave up pods: then the weight goes back over the steps as the pods come back.
 *
 * Source: argo-rollouts utils/replicaset/canary.go, `GetDesiredCanaryWeight`.
 */
export function desiredWeight(
  rollout: Rollout,
  available?: AvailablePods,
): number {
  const { canary } = rollout.spec?.strategy ?? {};
  if (!rollout.status?.abort || !canary?.dynamicStableScale || !available) {
    return wantedWeight(rollout);
  }
  const replicas = rollout.spec?.replicas ?? 1;
  const missing = replicas - available.stable;
  const hold = canary.abortScaleDownDelaySeconds
    ? missing
    : Math.max(missing, available.canary);
  const max = maxWeight(rollout);
  return (
    listOf(canary.steps)
      .flatMap(({ setWeight }) =>
        typeof setWeight === 'number' ? [setWeight] : [],
      )
      .findLast(weight => podsOfTraffic(replicas, weight, max) < hold) ?? 0
  );
}

/** The experiment of the step in progress, or of the nearest step before it; undefined when all steps were passed. */
export function experimentStepOf(
  rollout: Rollout,
): NonNullable<CanaryStep['experiment']> | undefined {
  const steps = listOf(rollout.spec?.strategy?.canary?.steps);
  const index = rollout.status?.currentStepIndex ?? 0;
  return index < steps.length
    ? steps.slice(0, index + 1).findLast(one => one.experiment)?.experiment
    : undefined;
}

/**
 * Whether the analysis that runs beside the steps starts at a later one.
 *
 * Source: argo-rollouts utils/replicaset/canary.go, `BeforeStartingStep`.
 */
export function analysisStartsLater({ spec, status }: Rollout): boolean {
  const { analysis, steps } = spec?.strategy?.canary ?? {};
  const start = analysis?.startingStep;
  return (
    start !== undefined &&
    listOf(steps).length > 0 &&
    (status?.currentStepIndex ?? 0) < start
  );
}
