import { DeliveryPause } from '@onmesh/plugin-mesh-common';

const reasons: Record<string, string> = {
  CanaryPauseStep: 'A step of the canary says to wait.',
  BlueGreenPause: 'The new version waits before it becomes active.',
  InconclusiveAnalysisRun: 'An analysis could not decide.',
  InconclusiveExperiment: 'An experiment could not decide.',
  Paused: 'Somebody paused it.',
  Suspended: 'Somebody suspended it: its controller does not act.',
  'confirm-rollout': 'The new version needs an approval to start.',
  'confirm-traffic-increase':
    'The new version needs an approval to get more requests.',
  'confirm-promotion': 'The new version needs an approval to be promoted.',
};

/** Why a delivery waits, since when, and for whom or until when. */
export function describePause(
  pause: DeliveryPause,
  format: (at: string) => string,
): string {
  const { reason, since, until } = pause;
  return [
    reasons[reason] ?? `${reason}.`,
    since && `Paused since ${format(since)}.`,
    until
      ? `It goes on by itself at ${format(until)}.`
      : 'It waits for a person.',
  ]
    .filter(Boolean)
    .join(' ');
}
