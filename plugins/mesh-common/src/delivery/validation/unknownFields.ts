import { listOf } from '../listOf';
import { Rollout } from '../Rollout';
import { RolloutProblem } from './RolloutProblem';

const spec = words(
  'replicas selector template workloadRef minReadySeconds rollbackWindow strategy revisionHistoryLimit paused progressDeadlineSeconds progressDeadlineAbort restartAt analysis',
);
const strategy = words('blueGreen canary');
const blueGreen = words(
  'activeService previewService previewReplicaCount autoPromotionEnabled autoPromotionSeconds maxUnavailable scaleDownDelaySeconds scaleDownDelayRevisionLimit prePromotionAnalysis antiAffinity postPromotionAnalysis previewMetadata activeMetadata abortScaleDownDelaySeconds',
);
const canary = words(
  'canaryService stableService steps trafficRouting maxUnavailable maxSurge analysis antiAffinity canaryMetadata stableMetadata scaleDownDelaySeconds scaleDownDelayRevisionLimit abortScaleDownDelaySeconds dynamicStableScale pingPong minPodsPerReplicaSet replicaProgressThreshold',
);
const step = words(
  'setWeight pause experiment analysis setCanaryScale setHeaderRoute setMirrorRoute plugin',
);
const trafficRouting = words(
  'istio nginx alb smi ambassador appMesh traefik managedRoutes apisix plugins maxTrafficWeight',
);

/**
 * Fields that do not exist, in the parts of a Rollout that people write by hand. The API server drops them without a word,
 * so what was meant by them, such as `autoPromotionEnabled` under `canary`, does not happen.
 *
 * Source: argo-rollouts pkg/apis/rollouts/v1alpha1/types.go.
 */
export function unknownFields(rollout: Rollout): RolloutProblem[] {
  const at = rollout.spec?.strategy;
  const steps = listOf(at?.canary?.steps);
  const parts: [string, unknown, ReadonlySet<string>][] = [
    ['spec', rollout.spec, spec],
    ['spec.strategy', at, strategy],
    ['spec.strategy.blueGreen', at?.blueGreen, blueGreen],
    ['spec.strategy.canary', at?.canary, canary],
    [
      'spec.strategy.canary.trafficRouting',
      at?.canary?.trafficRouting,
      trafficRouting,
    ],
    ...steps.map((one, index): (typeof parts)[number] => [
      `spec.strategy.canary.steps[${index}]`,
      one,
      step,
    ]),
  ];
  return parts.flatMap(([path, part, known]) =>
    namesIn(part)
      .filter(name => !known.has(name))
      .map(name => ({
        field: `${path}.${name}`,
        message: `unknown field "${name}"`,
      })),
  );
}

function namesIn(part: unknown): string[] {
  return typeof part === 'object' && part !== null && !Array.isArray(part)
    ? Object.keys(part)
    : [];
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}
