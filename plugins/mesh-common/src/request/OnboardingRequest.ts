import { GateResult } from '../plan/gates';
import { Plan } from '../plan/Plan';
import { Profile } from '../profile/Profile';
import { Target } from '../status/Target';

/** Where a request stands. See `transitions.ts` for what leads where. */
export type RequestState =
  | 'submitted'
  | 'queued'
  | 'proposed'
  | 'verifying'
  | 'done'
  | 'rejected'
  | 'withdrawn'
  | 'declined'
  | 'blocked';

/** The pull request of one stage. */
export interface StagePullRequest {
  stageIndex: number;
  attempt: number;
  branch: string;
  number?: number;
  url?: string;
  state: 'pending' | 'open' | 'merged' | 'closed';
  headCommit?: string;
}

/** One proposed version of a profile, with its review and history. */
export interface OnboardingRequest {
  id: string;
  entityRef: string;
  target: Target;
  profile: Profile;
  plan: Plan;
  /** SHA-256 of the plan's files. An approval binds it, so that what was approved is what is proposed. */
  planHash: string;
  requester: string;
  /** Why the requester wants it. */
  reason?: string;
  /** Id of the request whose merged stages this one takes back. */
  reverts?: string;
  /** The latest request that takes this one back. */
  revertedBy?: Pick<OnboardingRequest, 'id' | 'state'>;
  state: RequestState;
  /** Index into `plan.stages` of the stage at work. */
  stageIndex: number;
  /** Counts proposals of the present stage, from 1. */
  attempt: number;
  /** Grows with every change; a writer says which version it saw. */
  version: number;
  pullRequests: StagePullRequest[];
  /** Last reading of the present stage's gates. */
  gates: GateResult[];
  /** Why it is blocked, declined or rejected, and what to do. */
  message?: string;
  createdAt: string;
  updatedAt: string;
}

/** One entry of a request's history. */
export interface TimelineEvent {
  at: string;
  /** Entity ref of a person, or `worker`. */
  actor: string;
  event: string;
  stageIndex?: number;
  message?: string;
}
