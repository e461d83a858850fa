import { possibleActions } from './actions';
import { failingPods } from './failingPods';
import { weightsFoughtOver } from './ownership';
import { heldByGit } from './ownership/heldByGit';
import { missingSubsets } from './ownership/missingSubsets';
import { writtenVirtualServices } from './writtenVirtualServices';
import { abortOf } from './abortOf';
import {
  analysisStartsLater,
  AvailablePods,
  desiredWeight,
} from './canaryScale';
import { analysesOf } from './analysisStatus';
import { blueGreenPlan } from './blueGreenPlan';
import { canarySteps, stepPosition } from './canarySteps';
import {
  canaryInProgress,
  isFullyPromoted,
  maxWeight,
  reportedWeight,
} from './canaryWeights';
import { deliveryMessage } from './deliveryMessage';
import { DeliveryInput, DeliveryStatus } from './deliveryStatus';
import { deliveryVersions } from './deliveryVersions';
import { deliveryWarnings } from './deliveryWarnings';
import { experimentsOf } from './experiments';
import { listOf } from './listOf';
import { ownedBy } from './ownedBy';
import { pauseOf } from './pauseOf';
import { plannedPodsNow } from './plannedPods';
import { podCounts } from './podCounts';
import { POD_HASH_LABEL } from './ReplicaSet';
import { Rollout } from './Rollout';
import { RoutedWeight, routedWeight } from './routedWeight';
import { rolloutPhase } from './rolloutPhase';
import { versionShares } from './versionShares';

/** The delivery of a workload that Argo Rollouts manages. */
export function rolloutDelivery(
  input: DeliveryInput & { rollout: Rollout },
): DeliveryStatus {
  const { rollout, analysisRuns, now } = input;
  const phase = rolloutPhase(rollout);
  const pause = pauseOf(rollout);
  const aborted = abortOf(rollout);
  const routed = isUnderWay(rollout)
    ? routedWeight(rollout, input.virtualServices)
    : { warnings: [] };
  const versions = versionShares(rollout, deliveryVersions(input), routed);
  const { name = '', namespace } = rollout.metadata ?? {};
  return {
    controller: 'argo-rollouts',
    strategy: strategyOf(rollout),
    object: { kind: 'Rollout', namespace, name },
    ...phase,
    message: deliveryMessage(rollout, phase, pause),
    step: stepOf(rollout),
    steps: canarySteps(rollout),
    weight: weightOf(input, routed),
    versions,
    pods: podCounts(rollout),
    plannedPods: isUnderWay(rollout)
      ? plannedPodsNow(rollout, availablePods(rollout, input.replicaSets))
      : undefined,
    analysisFromStep:
      canaryInProgress(rollout) && analysisStartsLater(rollout)
        ? rollout.spec?.strategy?.canary?.analysis?.startingStep
        : undefined,
    analysis: analysesOf(rollout, analysisRuns),
    experiments: experimentsOf({
      rollout,
      experiments: input.experiments,
      replicaSets: input.replicaSets,
      analysisRuns,
    }),
    pause,
    aborted,
    blueGreen: blueGreenPlan(rollout),
    actions: possibleActions(rollout),
    warnings: [
      ...deliveryWarnings({
        rollout,
        pause,
        routed,
        services: input.services,
        now,
      }),
      ...failingPods(versions),
      ...ownershipWarnings(input, versions),
    ],
  };
}

function strategyOf({ spec }: Rollout): DeliveryStatus['strategy'] {
  if (spec?.strategy?.blueGreen) {
    return 'blue-green';
  }
  return spec?.strategy?.canary ? 'canary' : 'none';
}

/** After an abort the routes still matter: they must lead back to the stable version. */
function isUnderWay(rollout: Rollout): boolean {
  return (
    canaryInProgress(rollout) ||
    (Boolean(rollout.spec?.strategy?.canary) &&
      Boolean(rollout.status?.abort) &&
      !isFullyPromoted(rollout))
  );
}

function stepOf(rollout: Rollout): DeliveryStatus['step'] {
  const position = stepPosition(rollout);
  const at = canarySteps(rollout).find(({ state }) => state === 'current');
  return position && at && { ...position, text: at.text };
}

/** At rest the controller's numbers say "100" while the router sends nothing to the canary destination: say nothing. */
function weightOf(
  { rollout, replicaSets }: DeliveryInput & { rollout: Rollout },
  routed: RoutedWeight,
): DeliveryStatus['weight'] {
  if (!isUnderWay(rollout)) {
    return undefined;
  }
  const percent = (weight: number | undefined) =>
    weight === undefined ? undefined : (weight * 100) / maxWeight(rollout);
  return {
    wanted: percent(
      desiredWeight(rollout, availablePods(rollout, replicaSets)),
    ),
    reported: percent(reportedWeight(rollout, replicaSets)),
    routed: routed.canary,
  };
}

function availablePods(
  rollout: Rollout,
  replicaSets: DeliveryInput['replicaSets'],
): AvailablePods | undefined {
  const of = (hash: string | undefined) =>
    listOf(replicaSets).find(
      set =>
        ownedBy(set, rollout) &&
        set.metadata?.labels?.[POD_HASH_LABEL] === hash,
    )?.status;
  const canary = of(rollout.status?.currentPodHash);
  const stable = of(rollout.status?.stableRS);
  return canary && stable
    ? {
        canary: canary.availableReplicas ?? 0,
        stable: stable.availableReplicas ?? 0,
      }
    : undefined;
}

/** What stands between the rollout and what it writes. */
function ownershipWarnings(
  input: DeliveryInput & { rollout: Rollout },
  versions: DeliveryStatus['versions'],
): string[] {
  const { rollout, virtualServices, applications, desiredImages } = input;
  const written = writtenVirtualServices(rollout).flatMap(
    ({ name, namespace }) =>
      listOf(virtualServices).filter(
        ({ metadata }) =>
          metadata?.name === name && metadata.namespace === namespace,
      ),
  );
  return [
    ...missingSubsets(rollout, input.destinationRules),
    ...weightsFoughtOver(written, applications),
    ...(rollout.status?.abort && desiredImages
      ? heldByGit(versions, listOf(desiredImages))
      : []),
  ];
}
