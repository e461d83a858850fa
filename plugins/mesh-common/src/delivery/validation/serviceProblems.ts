import { Service } from '../../kubernetes/KubernetesObject';
import { listOf } from '../listOf';
import { POD_HASH_LABEL } from '../ReplicaSet';
import { Rollout } from '../Rollout';
import { problems, RolloutProblem } from './RolloutProblem';

const MANAGED_BY = 'argo-rollouts.argoproj.io/managed-by-rollouts';

/**
 * What is refused of the Services that a rollout names: each must select the rollout's pods, and be written by no other
 * rollout.
 *
 * Source: argo-rollouts pkg/apis/rollouts/validation/validation_references.go, `ValidateService`.
 */
export function serviceProblems(
  rollout: Rollout,
  services: readonly Service[],
): RolloutProblem[] {
  const { spec, metadata } = rollout;
  const labels = spec?.template?.metadata?.labels;
  return namedServices(rollout).flatMap(([field, name]) => {
    const service = listOf(services).find(
      one => name !== undefined && one.metadata?.name === name,
    );
    const owner = service?.metadata?.annotations?.[MANAGED_BY];
    const selector = Object.entries(service?.spec?.selector ?? {});
    return [
      // The template of a workload that is referred to is not in the rollout.
      ...(spec?.workloadRef || !spec?.template ? [] : selector)
        .filter(([key]) => key !== POD_HASH_LABEL)
        .filter(([key, value]) => labels?.[key] !== value)
        .map(([key]) => ({
          field,
          message: `Service "${name}" has unmatch label "${key}" in rollout`,
        })),
      ...problems([
        owner !== undefined && owner !== metadata?.name,
        field,
        `Service "${name}" is managed by another Rollout`,
      ]),
    ];
  });
}

function namedServices({
  spec,
}: Rollout): [field: string, name: string | undefined][] {
  const { canary, blueGreen } = spec?.strategy ?? {};
  return [
    ['spec.strategy.canary.canaryService', canary?.canaryService],
    ['spec.strategy.canary.stableService', canary?.stableService],
    [
      'spec.strategy.canary.pingPong.pingService',
      canary?.pingPong?.pingService,
    ],
    [
      'spec.strategy.canary.pingPong.pongService',
      canary?.pingPong?.pongService,
    ],
    ['spec.strategy.blueGreen.activeService', blueGreen?.activeService],
    ['spec.strategy.blueGreen.previewService', blueGreen?.previewService],
  ];
}
