import { DeliveryPhase } from '../rolloutPhase';
import { Canary } from './Canary';

/** Flagger's phase in the words of all deliveries, and one sentence on it. */
export interface CanaryPhase {
  phase: DeliveryPhase;
  message: string;
}

/**
 * What a phase of Flagger means for a reader. A gate that waits for a person counts as paused, where other tools know no
 * answer.
 *
 * Source: flagger pkg/apis/flagger/v1beta1/status.go, pkg/controller/scheduler.go.
 */
export function canaryPhase({ spec, status }: Canary): CanaryPhase {
  const known = describe(status?.phase);
  // A suspended canary keeps the phase it had; nothing moves until somebody lets it.
  return spec?.suspend
    ? {
        phase: known.phase === 'Progressing' ? 'Paused' : known.phase,
        message: `Suspended by spec.suspend: Flagger does not act on it. Before that: ${known.message}`,
      }
    : known;
}

function describe(phase: string | undefined): CanaryPhase {
  switch (phase) {
    case undefined:
    case '':
      return {
        phase: 'Unknown',
        message: 'Flagger has not looked at this canary yet.',
      };
    case 'Initializing':
      return {
        phase: 'Progressing',
        message: 'Flagger is making the copy of the workload that will serve.',
      };
    case 'Initialized':
      return {
        phase: 'Healthy',
        message:
          'No canary in progress: nothing new was deployed since Flagger took over.',
      };
    case 'Waiting':
      return {
        phase: 'Paused',
        message: 'A new version waits for a person to let its canary start.',
      };
    case 'Progressing':
      return { phase: 'Progressing', message: 'The new version is analysed.' };
    case 'WaitingPromotion':
      return {
        phase: 'Paused',
        message: 'The analysis passed; the promotion waits for a person.',
      };
    case 'Promoting':
      return {
        phase: 'Progressing',
        message: 'The analysis passed; the serving version is being updated.',
      };
    case 'Finalising':
      return {
        phase: 'Progressing',
        message:
          'The serving version is updated; the canary is being scaled down.',
      };
    case 'Succeeded':
      return {
        phase: 'Healthy',
        message: 'No canary in progress: the last new version was promoted.',
      };
    case 'Failed':
      return {
        phase: 'Degraded',
        message: 'The last new version failed and was not promoted.',
      };
    case 'Terminating':
    case 'Terminated':
      return { phase: 'Unknown', message: 'The canary is being deleted.' };
    default:
      return {
        phase: 'Unknown',
        message: `Flagger reports the phase ${String(phase)}, which is not known here; newer releases may have it.`,
      };
  }
}
