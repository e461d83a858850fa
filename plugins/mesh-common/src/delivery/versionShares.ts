import { canaryInProgress, isFullyPromoted, maxWeight } from './canaryWeights';
import { DeliveryVersion } from './deliveryVersions';
import { listOf } from './listOf';
import { Rollout } from './Rollout';
import { RoutedWeight } from './routedWeight';

/**
 * The versions, each with the percent of requests that it gets. The routes decide where they are known, then what the
 * controller reports about its router; without a router every pod gets the same part. Shares sum to 100 or all are unknown.
 */
export function versionShares(
  rollout: Rollout,
  versions: DeliveryVersion[],
  routed: RoutedWeight,
): DeliveryVersion[] {
  const shares = sharesByRole(rollout, routed);
  if (shares !== undefined) {
    return versions.map(version => ({
      ...version,
      share: shares[version.role] ?? 0,
    }));
  }
  return rollout.spec?.strategy?.canary?.trafficRouting ||
    rollout.spec?.strategy?.blueGreen
    ? versions
    : sharesByPods(versions);
}

type Shares = Partial<Record<DeliveryVersion['role'], number>>;

function sharesByRole(
  rollout: Rollout,
  routed: RoutedWeight,
): Shares | undefined {
  const { canary, blueGreen } = rollout.spec?.strategy ?? {};
  if (blueGreen) {
    return rollout.status?.blueGreen?.activeSelector
      ? { active: 100 }
      : undefined;
  }
  if (!canary?.trafficRouting) {
    return undefined;
  }
  if (isFullyPromoted(rollout)) {
    return { stable: 100 };
  }
  if (!canaryInProgress(rollout) && !rollout.status?.abort) {
    return undefined;
  }
  return summingTo100(routed.canary, routed.stable) ?? reportedShares(rollout);
}

function reportedShares(rollout: Rollout): Shares | undefined {
  const { canary, stable, additional } = rollout.status?.canary?.weights ?? {};
  // The router may also serve the versions of an experiment, and then the two are not the whole.
  const isWhole = listOf(additional).length === 0;
  const isOfThisVersion =
    canary?.podTemplateHash === undefined ||
    canary.podTemplateHash === rollout.status?.currentPodHash;
  const percent = (weight: number | undefined) =>
    weight === undefined ? undefined : (weight * 100) / maxWeight(rollout);
  return isWhole && isOfThisVersion
    ? summingTo100(percent(canary?.weight), percent(stable?.weight))
    : undefined;
}

function summingTo100(
  canary: number | undefined,
  stable: number | undefined,
): Shares | undefined {
  return canary !== undefined &&
    stable !== undefined &&
    canary >= 0 &&
    stable >= 0 &&
    Math.abs(canary + stable - 100) < 1e-6
    ? { canary, stable }
    : undefined;
}

function sharesByPods(versions: DeliveryVersion[]): DeliveryVersion[] {
  const ready = versions.map(({ pods }) => pods?.ready);
  const sum = ready.reduce<number>((total, count) => total + (count ?? 0), 0);
  return sum > 0 && ready.every(count => count !== undefined)
    ? versions.map((version, at) => ({
        ...version,
        share: ((ready[at] ?? 0) * 100) / sum,
      }))
    : versions;
}
