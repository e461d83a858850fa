/** What a person may ask of a rollout: go on, skip all that is left, go back, or start again after going back. */
export type RolloutActionName = 'promote' | 'promote-full' | 'abort' | 'retry';

/** One change to a rollout on the API server, as a merge patch (RFC 7386). A null takes the field away. */
export interface RolloutPatch {
  resource: 'rollouts';
  /** Absent for the object itself. The two need different grants. */
  subresource?: 'status';
  type: 'application/merge-patch+json';
  body: { status: object } | { spec: object };
}

/** What a person saw when they decided. An action on anything else is stale, and would hit a version nobody looked at. */
export interface SeenRollout {
  /** Changes with every write, also with those of no importance. */
  resourceVersion?: string;
  podHash?: string;
  stepIndex?: number;
}

/** An action that makes sense now, with the exact patches that do it, in their order. */
export interface PossibleAction {
  action: RolloutActionName;
  target: { kind: 'Rollout'; namespace?: string; name: string };
  patches: RolloutPatch[];
  seen: SeenRollout;
}
