import { listOf } from './listOf';
import { Rollout } from './Rollout';
import { specIsObserved, workloadIsObserved } from './specIsObserved';

/** How a delivery is doing. `Paused` waits for time or a person. */
export type DeliveryPhase =
  'Healthy' | 'Progressing' | 'Paused' | 'Degraded' | 'Unknown';

/** A phase with the controller's words for it; the message is empty when there is nothing to say. */
export interface RolloutPhase {
  phase: DeliveryPhase;
  message: string;
}

/** The words of the controller's command line, which people search for. */
const progressing = (message: string): RolloutPhase => ({
  phase: 'Progressing',
  message,
});

/**
 * The phase that the controller's own tools show. `status.phase` alone is not enough: it is stale between a change of
 * the spec, or a promotion, and the controller's next look.
 *
 * Source: argo-rollouts utils/rollout/rolloututil.go, `GetRolloutPhase`.
 */
export function rolloutPhase(rollout: Rollout): RolloutPhase {
  const { status = {} } = rollout;
  if (!specIsObserved(rollout)) {
    return progressing('waiting for rollout spec update to be observed');
  }
  if (status?.controllerPause && listOf(status.pauseConditions).length === 0) {
    return progressing('waiting for rollout to unpause');
  }
  if (!workloadIsObserved(rollout)) {
    return progressing(
      'waiting for rollout spec update to be observed for the reference workload',
    );
  }
  return status?.phase
    ? { phase: knownPhase(status.phase), message: text(status.message) }
    : computedPhase(rollout);
}

/**
 * The phase by the counts and conditions alone, for rollouts whose controller did not write one yet.
 *
 * Source: argo-rollouts utils/rollout/rolloututil.go, `CalculateRolloutPhase`.
 */
function computedPhase(rollout: Rollout): RolloutPhase {
  const { spec, status } = rollout;
  const failure = failureIn(rollout);
  if (failure !== undefined) {
    return { phase: 'Degraded', message: failure };
  }
  if (spec?.paused) {
    return { phase: 'Paused', message: 'manually paused' };
  }
  const [pause] = listOf(status?.pauseConditions);
  if (pause) {
    return { phase: 'Paused', message: text(pause.reason) };
  }
  const unfinished = unfinishedReplicas(rollout) ?? unfinishedStrategy(rollout);
  return unfinished === undefined
    ? { phase: 'Healthy', message: '' }
    : progressing(unfinished);
}

function failureIn({ status }: Rollout): string | undefined {
  for (const { type, reason, message } of listOf(status?.conditions)) {
    if (type === 'InvalidSpec') {
      return `InvalidSpec: ${text(message)}`;
    }
    if (reason === 'RolloutAborted' || reason === 'ProgressDeadlineExceeded') {
      return `${reason}: ${text(message)}`;
    }
  }
  return undefined;
}

function unfinishedReplicas({ spec, status }: Rollout): string | undefined {
  const updated = status?.updatedReplicas ?? 0;
  if (spec?.restartAt && !sameMoment(spec.restartAt, status?.restartedAt)) {
    return 'rollout is restarting';
  }
  if (updated < (spec?.replicas ?? 1)) {
    return 'more replicas need to be updated';
  }
  return (status?.availableReplicas ?? 0) < updated
    ? 'updated replicas are still becoming available'
    : undefined;
}

function unfinishedStrategy({ spec, status }: Rollout): string | undefined {
  const { blueGreen, canary } = spec?.strategy ?? {};
  const current = status?.currentPodHash;
  const promoted = Boolean(status?.stableRS) && status?.stableRS === current;
  if (blueGreen) {
    const active = status?.blueGreen?.activeSelector;
    if (!active || active !== current) {
      return 'active service cutover pending';
    }
    if (promoted) {
      return undefined;
    }
    const analysis = status?.blueGreen?.postPromotionAnalysisRunStatus?.status;
    return blueGreen.postPromotionAnalysis && !isFinished(analysis)
      ? 'waiting for analysis to complete'
      : 'waiting for post-promotion verification to complete';
  }
  if (!canary) {
    return undefined;
  }
  const extra = (status?.replicas ?? 0) > (status?.updatedReplicas ?? 0);
  if (!canary.trafficRouting && extra) {
    return 'old replicas are pending termination';
  }
  return promoted ? undefined : 'waiting for all steps to complete';
}

function isFinished(phase: string | undefined): boolean {
  return ['Successful', 'Failed', 'Error', 'Inconclusive'].includes(
    phase ?? '',
  );
}

function sameMoment(a: string, b: string | undefined): boolean {
  return a === b || Date.parse(a) === Date.parse(b ?? '');
}

function knownPhase(phase: string): DeliveryPhase {
  switch (phase) {
    case 'Healthy':
    case 'Progressing':
    case 'Paused':
    case 'Degraded':
      return phase;
    default:
      return 'Unknown';
  }
}

function text(value: string | undefined): string {
  return typeof value === 'string' ? value : '';
}
