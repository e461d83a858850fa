import { listOf } from './listOf';
import { Rollout } from './Rollout';
import { DeliveryPhase } from './rolloutPhase';

/** The condition that turned when a rollout came into a phase, and what it turned to. */
const turned: Partial<
  Record<DeliveryPhase, { type: string; status: 'True' | 'False' }>
> = {
  Healthy: { type: 'Healthy', status: 'True' },
  Progressing: { type: 'Completed', status: 'False' },
  Degraded: { type: 'Progressing', status: 'False' },
};

/**
 * When a rollout came into its phase, RFC 3339; undefined when its status does not tell.
 *
 * Source: argo-rollouts utils/conditions/conditions.go.
 */
export function rolloutSince(
  { status }: Rollout,
  phase: DeliveryPhase,
): string | undefined {
  if (phase === 'Paused') {
    return listOf(status?.pauseConditions)[0]?.startTime;
  }
  const wanted = turned[phase];
  return (
    (phase === 'Degraded' ? status?.abortedAt : undefined) ??
    listOf(status?.conditions).find(
      condition =>
        condition?.type === wanted?.type &&
        condition?.status === wanted?.status,
    )?.lastTransitionTime
  );
}
