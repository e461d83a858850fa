import { listOf } from '../listOf';
import { Rollout } from '../Rollout';
import { SeenRollout } from './RolloutAction';

/** What of a rollout a decision about it rests on. */
export function seenRollout({ metadata, spec, status }: Rollout): SeenRollout {
  const pauses = [
    ...listOf(status?.pauseConditions).map(({ reason }) => reason ?? 'unknown'),
    ...(spec?.paused ? ['spec.paused'] : []),
  ];
  return {
    resourceVersion: metadata?.resourceVersion,
    podHash: status?.currentPodHash,
    stepIndex: status?.currentStepIndex,
    ...(pauses.length > 0 && { pauses }),
    ...(status?.abort && { aborted: true }),
  };
}

/**
 * What of a rollout must still be as a person saw it, for their decision to hold. In words when it is not; undefined
 * when it is. The resource version is left out: it also changes with what has no meaning to the person.
 */
export function staleBecause(
  seen: SeenRollout,
  rollout: Rollout,
): string | undefined {
  return differenceSeen(seen, seenRollout(rollout));
}

/** What changed between two looks at a rollout, in words; undefined when nothing did that has a meaning. */
export function differenceSeen(
  seen: SeenRollout,
  now: SeenRollout,
): string | undefined {
  if (seen.podHash !== now.podHash) {
    return `The version under delivery was ${seen.podHash ?? 'unknown'} and is now ${now.podHash ?? 'unknown'}.`;
  }
  // An abort goes back to the first step, and is what a person wants to be told of.
  if (Boolean(seen.aborted) !== Boolean(now.aborted)) {
    return now.aborted
      ? 'The delivery was under way and is now aborted.'
      : 'The delivery was aborted and is now under way again.';
  }
  if (seen.stepIndex !== now.stepIndex) {
    return `The canary was at step ${stepWord(seen)} and is now at step ${stepWord(now)}.`;
  }
  return pauseWord(seen) === pauseWord(now)
    ? undefined
    : `The delivery was ${pauseWord(seen)} and is now ${pauseWord(now)}.`;
}

function stepWord({ stepIndex }: SeenRollout): string {
  return stepIndex === undefined ? 'unknown' : String(stepIndex + 1);
}

function pauseWord({ pauses = [] }: SeenRollout): string {
  return pauses.length === 0
    ? 'not paused'
    : `paused (${[...pauses].sort().join(', ')})`;
}
