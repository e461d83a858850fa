import { currentStep } from './canarySteps';
import { durationSeconds } from './durationSeconds';
import { listOf } from './listOf';
import { momentAfter } from './momentAfter';
import { Rollout } from './Rollout';

/** Why a delivery waits. */
export interface DeliveryPause {
  /** `CanaryPauseStep`, `BlueGreenPause`, `InconclusiveAnalysisRun`, `InconclusiveExperiment`, or `Paused` by the spec. */
  reason: string;
  /** RFC 3339; undefined when the controller keeps no time of it, as for a pause by the spec. */
  since?: string;
  /** RFC 3339: when it goes on by itself. Undefined when it waits for a person. */
  until?: string;
}

/**
 * The pause in effect. A pause by the spec comes first: while it holds, no timer lets the rollout go on.
 *
 * Source: argo-rollouts rollout/{pause,canary,bluegreen}.go.
 */
export function pauseOf(rollout: Rollout): DeliveryPause | undefined {
  const [condition] = listOf(rollout.status?.pauseConditions);
  const { reason = 'Unknown', startTime: since } = condition ?? {};
  if (rollout.spec?.paused) {
    return { reason: 'Paused', since };
  }
  if (!condition) {
    return undefined;
  }
  const seconds = timerOf(rollout, reason);
  const until =
    since === undefined || seconds === undefined
      ? undefined
      : momentAfter(since, seconds);
  return until === undefined ? { reason, since } : { reason, since, until };
}

function timerOf(rollout: Rollout, reason: string): number | undefined {
  switch (reason) {
    case 'CanaryPauseStep':
      return durationSeconds(currentStep(rollout)?.pause?.duration);
    case 'BlueGreenPause': {
      const seconds = rollout.spec?.strategy?.blueGreen?.autoPromotionSeconds;
      return seconds !== undefined && seconds > 0 ? seconds : undefined;
    }
    default:
      return undefined;
  }
}
