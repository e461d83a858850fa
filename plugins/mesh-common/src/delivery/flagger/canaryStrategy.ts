import { listOf } from '../listOf';
import { Canary } from './Canary';

/** How Flagger tries a new version. */
export type CanaryStrategyName = 'canary' | 'blue-green' | 'ab-testing';

/**
 * The strategy that the fields of the analysis amount to.
 *
 * Source: flagger pkg/apis/flagger/v1beta1/canary.go, `GetDeploymentStrategy`.
 */
export function canaryStrategy({ spec }: Canary): CanaryStrategyName {
  const { iterations = 0, match } = spec?.analysis ?? {};
  if (listOf(match).length > 0 && iterations > 0) {
    return 'ab-testing';
  }
  return iterations > 0 ? 'blue-green' : 'canary';
}

/**
 * The weights that a canary is to get one after the other, in percent. A step is taken whole while the weight is below
 * the maximum, and so can overshoot it.
 *
 * Source: flagger pkg/controller/scheduler.go, `nextStepWeight`, `runCanary`.
 */
export function canaryWeightSteps({ spec }: Canary): number[] {
  const { stepWeights, stepWeight, maxWeight } = spec?.analysis ?? {};
  const listed = listOf(stepWeights).filter(isPositive);
  if (listed.length > 0) {
    return listed.map(weight => Math.min(weight, 100));
  }
  if (!isPositive(stepWeight)) {
    return [];
  }
  const max = isPositive(maxWeight) ? Math.min(maxWeight, 100) : 100;
  const count = Math.ceil(max / stepWeight);
  // A step below one percent is no plan that a person can read; Flagger's weights are whole numbers.
  return count > 100
    ? []
    : Array.from({ length: count }, (_, at) =>
        Math.min((at + 1) * stepWeight, 100),
      );
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}
