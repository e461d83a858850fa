import { listOf } from './listOf';
import { Rollout } from './Rollout';

const PREFIX = /^Rollout aborted update to revision \d+(?:: )?/;

/** What an aborted delivery says for its reason when the controller recorded none. */
export const NO_CAUSE = 'Aborted on request: the controller recorded no cause.';

/**
 * That a delivery was aborted, and the cause that the controller recorded. An abort by a person has none.
 *
 * Source: argo-rollouts rollout/sync.go and utils/conditions.
 */
export function abortOf({ status }: Rollout): { reason: string } | undefined {
  if (!status?.abort) {
    return undefined;
  }
  const condition = listOf(status.conditions).find(
    ({ reason }) => reason === 'RolloutAborted',
  );
  const cause = String(condition?.message ?? '').replace(PREFIX, '');
  return { reason: cause === '' ? NO_CAUSE : cause };
}
