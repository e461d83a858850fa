/** What a person may ask of a rollout: go on, skip all that is left, go back, or start again after going back. */
export type RolloutActionName = 'promote' | 'promote-full' | 'abort' | 'retry';

/** All of them, in the order in which they are offered. */
export const rolloutActionNames: readonly RolloutActionName[] = [
  'promote',
  'promote-full',
  'abort',
  'retry',
];

/** One change to a rollout on the API server, as a merge patch (RFC 7386). A null takes the field away. */
export interface RolloutPatch {
  resource: 'rollouts';
  /** Absent for the object itself. The two need different grants. */
  subresource?: 'status';
  type: 'application/merge-patch+json';
  body: { status?: object; spec?: object };
}

/** What a person saw when they decided. An action on anything else is stale, and would hit a version nobody looked at. */
export interface SeenRollout {
  /** Changes with every write, also with those of no importance. */
  resourceVersion?: string;
  podHash?: string;
  stepIndex?: number;
  /** Why it waits, as the controller names it, and `spec.paused` for somebody's own pause. Absent when nothing waits. */
  pauses?: string[];
  /** Absent when it is not. An abort can leave version and step as they were. */
  aborted?: true;
}

/** An action that makes sense now, with the exact patches that do it, in their order. */
export interface PossibleAction {
  action: RolloutActionName;
  target: { kind: 'Rollout'; namespace?: string; name: string };
  patches: RolloutPatch[];
  seen: SeenRollout;
}

/** Actions that leave out checks or take a version away: whoever does that says why. */
export function asksForReason(action: RolloutActionName): boolean {
  return action === 'promote-full' || action === 'abort';
}
