import { maxWeight } from './canaryWeights';
import { describeStep } from './describeStep';
import { listOf } from './listOf';
import { PlannedPods, plannedPods } from './plannedPods';
import { CanaryStep, Rollout } from './Rollout';

/** A step of the plan of a rollout, and whether it was passed. */
export interface DeliveryStep {
  text: string;
  /** `skipped`: a first version has no older one to share requests with. */
  state: 'done' | 'current' | 'todo' | 'skipped';
  /** Pods of each version once the step is reached, where that is known beforehand. */
  pods?: PlannedPods;
}

/** The steps that the rollout's spec asks for, in order. */
export function stepsOf(rollout: Rollout): CanaryStep[] {
  return listOf(rollout.spec?.strategy?.canary?.steps);
}

/**
 * How far a canary is: `index` steps of `count` are completed. Undefined when there are no steps or when the controller
 * has not said. An index of 0 is a first step in progress, and not the absence of a position.
 *
 * Source: argo-rollouts pkg/kubectl-argo-rollouts/info/rollout_info.go.
 */
export function stepPosition(
  rollout: Rollout,
): { index: number; count: number } | undefined {
  const count = stepsOf(rollout).length;
  const index = rollout.status?.currentStepIndex;
  return count === 0 || typeof index !== 'number'
    ? undefined
    : { index, count };
}

/** The step in progress; undefined when all were passed or the position is unknown. */
export function currentStep(rollout: Rollout): CanaryStep | undefined {
  const index = stepPosition(rollout)?.index;
  return index === undefined ? undefined : stepsOf(rollout)[index];
}

/** All steps in words. An aborted rollout is at none of them and starts from the first when it is tried again. */
export function canarySteps(rollout: Rollout): DeliveryStep[] {
  const index = rollout.status?.abort
    ? undefined
    : stepPosition(rollout)?.index;
  return stepsOf(rollout).map((step, at) => ({
    text: describeStep(step, maxWeight(rollout)),
    state: isFirstDeploy(rollout) ? 'skipped' : stateAt(at, index),
    ...podsAt(rollout, step, at),
  }));
}

/**
 * Whether no version was ever promoted: the controller sets the step behind the last one then.
 *
 * Source: argo-rollouts rollout/canary.go, `syncRolloutStatusCanary`.
 */
export function isFirstDeploy({ status }: Rollout): boolean {
  return Boolean(status?.currentPodHash) && !status?.stableRS;
}

/** Only where the step changes them. */
function podsAt(
  rollout: Rollout,
  { setWeight, setCanaryScale }: CanaryStep,
  at: number,
): { pods?: PlannedPods } {
  const pods =
    setWeight !== undefined || setCanaryScale
      ? plannedPods(rollout, at)
      : undefined;
  return pods ? { pods } : {};
}

function stateAt(at: number, index: number | undefined): DeliveryStep['state'] {
  if (index === undefined || at > index) {
    return 'todo';
  }
  return at < index ? 'done' : 'current';
}
