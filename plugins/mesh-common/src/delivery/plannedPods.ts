import { maxWeight } from './canaryWeights';
import {
  AvailablePods,
  CanaryScale,
  canaryScale,
  scaleAtStep,
} from './canaryScale';
import { intOrPercent } from './intOrPercent';
import { podsOfTraffic } from './podsOfTraffic';
import { Rollout } from './Rollout';

/** Pods of the new and of the stable version. */
export interface PlannedPods {
  canary: number;
  stable: number;
}

/**
 * How many pods each version has once a step is reached. Without a router the pods are the weight, as close as whole pods
 * come to it.
 *
 * Source: argo-rollouts utils/replicaset/canary.go, `CalculateReplicaCountsForTrafficRoutedCanary`,
 * `CalculateReplicaCountsForBasicCanary`.
 */
export function plannedPods(
  rollout: Rollout,
  step: number,
): PlannedPods | undefined {
  return podsOfScale(rollout, scaleAtStep(rollout, step));
}

/** How many pods each version is to have now, also on the way back after an abort. */
export function plannedPodsNow(
  rollout: Rollout,
  available: AvailablePods | undefined,
): PlannedPods | undefined {
  return podsOfScale(rollout, canaryScale(rollout, available));
}

function podsOfScale(
  rollout: Rollout,
  scale: CanaryScale,
): PlannedPods | undefined {
  const pods = countsOfScale(rollout, scale);
  // A weight or a number of pods that the controller refuses plans nothing.
  return pods && pods.canary >= 0 && pods.stable >= 0 ? pods : undefined;
}

function countsOfScale(
  rollout: Rollout,
  scale: CanaryScale,
): PlannedPods | undefined {
  const { canary } = rollout.spec?.strategy ?? {};
  const replicas = rollout.spec?.replicas ?? 1;
  if (!canary || !Number.isInteger(replicas) || replicas < 0) {
    return undefined;
  }
  const max = maxWeight(rollout);
  if (!canary.trafficRouting) {
    return podsByWeight({
      replicas,
      weight: scale.weight,
      max,
      surge: intOrPercent(canary.maxSurge, replicas, 'up'),
    });
  }
  return {
    canary: canaryPods(rollout, scale, replicas),
    stable: canary.dynamicStableScale
      ? atLeast(rollout, podsOfTraffic(replicas, max - scale.weight, max))
      : replicas,
  };
}

function canaryPods(
  rollout: Rollout,
  { replicas: fixed, weight }: CanaryScale,
  replicas: number,
): number {
  return (
    fixed ??
    atLeast(rollout, podsOfTraffic(replicas, weight, maxWeight(rollout)))
  );
}

function atLeast({ spec }: Rollout, count: number): number {
  const least = spec?.strategy?.canary?.minPodsPerReplicaSet ?? 0;
  return count === 0
    ? 0
    : Math.max(count, Math.min(least, spec?.replicas ?? 1));
}

/**
 * The whole pods that come closest to a weight, with one pod more than asked for where surging is allowed. While both
 * versions are to serve, neither is left without a pod if there are pods for both.
 *
 * Source: argo-rollouts utils/replicaset/canary.go, `approximateWeightedCanaryStableReplicaCounts`.
 */
export function podsByWeight(options: {
  replicas: number;
  weight: number;
  max: number;
  surge: number;
}): PlannedPods {
  const { replicas, weight, max, surge } = options;
  if (replicas === 0) {
    return { canary: 0, stable: 0 };
  }
  const exact = (replicas * weight) / max;
  const mayBeNone =
    weight === max || weight === 0 || (replicas === 1 && surge === 0);
  const choices = [replicas, ...(surge > 0 ? [replicas + 1] : [])].flatMap(
    total => {
      const up = Math.ceil(exact);
      const down = Math.floor(exact);
      const isTied = ((total * weight) / max) % 1 === 0.5;
      return [
        // With the surging pod the stable version keeps one in any case.
        ...(total > replicas || up < replicas || mayBeNone ? [up] : []),
        ...(!isTied && (down !== 0 || mayBeNone) ? [down] : []),
      ].map(canary => ({ canary, total }));
    },
  );
  const distance = ({ canary, total }: (typeof choices)[number]) =>
    Math.abs((canary * max) / total - weight);
  const best = choices.reduce(
    (a, b) => (distance(b) < distance(a) ? b : a),
    choices[0] ?? { canary: 0, total: replicas },
  );
  return { canary: best.canary, stable: best.total - best.canary };
}
