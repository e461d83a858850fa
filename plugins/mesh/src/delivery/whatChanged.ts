import { differenceSeen, PossibleAction } from '@onmesh/plugin-mesh-common';

/** What changed since somebody was offered an action, in words; undefined while it is offered as it was. */
export function whatChanged(
  asked: PossibleAction,
  now: readonly PossibleAction[],
): string | undefined {
  if (now.length === 0) {
    return 'Nothing can be done to it any more.';
  }
  const difference = differenceSeen(asked.seen, now[0].seen);
  if (difference) {
    return difference;
  }
  return now.some(({ action }) => action === asked.action)
    ? undefined
    : 'This cannot be done to it any more.';
}
