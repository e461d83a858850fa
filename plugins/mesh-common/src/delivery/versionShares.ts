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
    const shared = versions.map(version => ({
      ...version,
      share: shares[version.role] ?? 0,
    }));
    // A version that the rollout does not name leaves a gap: then the other shares are not certain either.
    const sum = shared.reduce((total, { share }) => total + share, 0);
    return isWhole(sum) ? shared : versions;
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
  const isSplit = canaryInProgress(rollout) || rollout.status?.abort;
  if (!isSplit || routed.contradictory) {
    return undefined;
  }
  return summingTo100(routed.canary, routed.stable) ?? reportedShares(rollout);
}

function reportedShares(rollout: Rollout): Shares | undefined {
  const { canary, stable, additional } = rollout.status?.canary?.weights ?? {};
  // The router may also serve the versions of an experiment, and then the two are not the whole.
  const isTheWhole = listOf(additional).length === 0;
  const isOfThisVersion =
    canary?.podTemplateHash === undefined ||
    canary.podTemplateHash === rollout.status?.currentPodHash;
  const percent = (weight: number | undefined) =>
    weight === undefined ? undefined : (weight * 100) / maxWeight(rollout);
  return isTheWhole && isOfThisVersion
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
    isWhole(canary + stable)
    ? { canary, stable }
    : undefined;
}

function isWhole(percent: number): boolean {
  return Math.abs(percent - 100) < 1e-6;
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
