import { durationSeconds } from '../delivery';
import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { secondsToJudge } from '../manifests/analysisTemplate';
import { ProfileCanary } from '../profile/Profile';
import { assertNotDelivered } from './assertNotDelivered';
import { PlanContext } from './PlanContext';
import { PlanError } from './PlanError';

const AUTOSCALERS = ['HorizontalPodAutoscaler', 'ScaledObject'];

/**
 * Refuses a canary that could not be handed the pods safely, or whose analysis could not stop it.
 *
 * @throws PlanError
 */
export function assertCanaryIsPossible(
  context: PlanContext,
  canary: ProfileCanary,
): void {
  const { objects, manifest, target, profile } = context;
  assertNotDelivered(context);
  const { kind } = manifest.object;
  if (kind !== 'Deployment') {
    throw new PlanError(
      `${target.workload} is a ${kind} in ${manifest.path}, and a canary can be set up only for a Deployment. Leave the canary out of the profile.`,
      ['canary'],
    );
  }
  // Between two owners of the number of pods, a hand-over would at some moment leave too few.
  const autoscaler = objects.find(({ object }) =>
    scales(object, target.workload),
  );
  if (autoscaler) {
    throw new PlanError(
      `The ${autoscaler.object.kind} ${autoscaler.object.metadata.name} in ${autoscaler.path} scales ${target.workload}, and a canary hands the pods to a Rollout, which cannot be done safely for a service that is autoscaled. Leave the canary out of the profile.`,
      ['canary'],
    );
  }
  if (profile.mesh === 'istio-ambient' && isMeasured(canary)) {
    throw new PlanError(
      'In ambient the waypoint measures requests, and it does not say which version answered, so a canary cannot be judged by its success rate or p99. Give the analysis a query of your own, or leave it out and let pauses wait for a person.',
      ['canary', 'analysis', measuredBy(canary)],
    );
  }
  // Once the last step is over the analysis ends, and what it never measured counts as passed.
  const seconds = pauseSeconds(canary);
  if (isJudged(canary) && seconds < secondsToJudge) {
    throw new PlanError(
      `The pauses of the canary add up to ${seconds} s, and its analysis needs ${secondsToJudge} s to stop it. Make them longer, or let one wait for a person.`,
      ['canary', 'steps'],
    );
  }
}

function isJudged(canary: ProfileCanary): boolean {
  return isMeasured(canary) || canary.analysis?.query !== undefined;
}

/** Whether it is judged by what proxies measure. */
function isMeasured({ analysis }: ProfileCanary): boolean {
  return (
    analysis?.minSuccessRate !== undefined || analysis?.maxP99Ms !== undefined
  );
}

function measuredBy({ analysis }: ProfileCanary): string {
  return analysis?.minSuccessRate === undefined ? 'maxP99Ms' : 'minSuccessRate';
}

function pauseSeconds({ steps }: ProfileCanary): number {
  return steps
    .map(({ pause }) =>
      pause === 'manual' ? Infinity : durationSeconds(pause),
    )
    .reduce<number>((sum, seconds) => sum + (seconds ?? 0), 0);
}

function scales(
  object: KubernetesObject & {
    spec?: { scaleTargetRef?: { kind?: string; name?: string } };
  },
  workload: string,
): boolean {
  const { kind = 'Deployment', name } = object.spec?.scaleTargetRef ?? {};
  return (
    AUTOSCALERS.includes(object.kind) &&
    kind === 'Deployment' &&
    name === workload
  );
}
