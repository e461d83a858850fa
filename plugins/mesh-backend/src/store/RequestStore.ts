import {
  GateResult,
  ObservedTraffic,
  OnboardingRequest,
  RequestEvent,
  RequestState,
  StagePullRequest,
  Target,
  TimelineEvent,
} from '@onmesh/plugin-mesh-common';
import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { RequestFilter } from '../permissions/RequestFilter';
import { Lease } from './JobQueue';

/** What a new request is made of; the rest follows. */
export type NewRequest = Pick<
  OnboardingRequest,
  | 'entityRef'
  | 'target'
  | 'profile'
  | 'plan'
  | 'planHash'
  | 'requester'
  | 'reason'
  | 'reverts'
>;

/** A stage's pull request with what the worker needs to make the same commit again. */
export interface StoredPullRequest extends StagePullRequest {
  /** Commit that the branch starts from. */
  baseCommit?: string;
  /** Traffic before the stage; absent when it was not known. */
  baseline?: ObservedTraffic;
  /** Milliseconds since 1970: date of the commit. Set by the store. */
  createdAtMs: number;
}

/** What the worker writes down about a pull request. */
export type PullRequestRecord = Omit<StoredPullRequest, 'createdAtMs'>;

/** What may change about a request besides its state. */
export interface RequestChanges {
  stageIndex?: number;
  attempt?: number;
  gates?: GateResult[];
}

/** One event that happens to a request. */
export interface Transition {
  id: string;
  /** Version that the decision was made on; another one is refused with a `ConflictError`. */
  expectedVersion: number;
  event: RequestEvent;
  /** Entity ref of a person, or `worker`. */
  actor: string;
  /** For the history and, where the new state needs an explanation, for the request itself. */
  message?: string;
  changes?: RequestChanges;
  /** State of the stage's pull request that goes with it. */
  pullRequest?: StagePullRequest;
  /** Of the worker: when it was lost, nothing is written and a {@link LeaseLostError} is thrown. */
  lease?: Lease;
  /** How long the worker may wait before it looks again. Default: at once. */
  runAfterMs?: number;
}

/** Which requests to list, newest first. */
export interface RequestQuery {
  entityRef?: string;
  target?: Target;
  requester?: string;
  states?: RequestState[];
  /** Decision of the permission policy, as conditions on rows. */
  conditions?: PermissionCriteria<RequestFilter>;
  /** Default 500. */
  limit?: number;
}

/**
 * Where requests live. Each method is one transaction: after a crash either all of it is there or nothing.
 */
export interface RequestStore {
  /**
   * @throws ConflictError naming the other request when the target has one that is not finished
   */
  create(request: NewRequest): Promise<OnboardingRequest>;
  get(id: string): Promise<OnboardingRequest | undefined>;
  getMany(ids: string[]): Promise<Array<OnboardingRequest | undefined>>;
  list(query: RequestQuery): Promise<OnboardingRequest[]>;
  /** Oldest first. */
  timeline(id: string): Promise<TimelineEvent[]>;
  pullRequests(id: string): Promise<StoredPullRequest[]>;

  /**
   * Applies one event: checks that it can happen, changes the row, writes the history and orders or cancels the work that
   * follows, all in one transaction.
   *
   * @throws ConflictError when the request is at another version or in a state in which the event cannot happen
   * @throws NotFoundError when there is no such request
   */
  transition(transition: Transition): Promise<OnboardingRequest>;

  /**
   * Ends a request as {@link stateAfterTakeBack} says, and submits the one that takes it back, which names it as `reverts`.
   * From then on no stage of the former is proposed: its work is replaced by closing what is open, whoever is at it.
   *
   * @throws ConflictError when the request is at another version, or is taken back already, or its target has another one
   * that is not finished
   */
  takeBack(options: {
    expectedVersion: number;
    request: NewRequest & { reverts: string };
  }): Promise<OnboardingRequest>;

  /** Records a reading of the gates. No history, but a new version, because what people see has changed. */
  saveGates(options: {
    id: string;
    expectedVersion: number;
    gates: GateResult[];
    lease: Lease;
  }): Promise<OnboardingRequest>;

  /** Records what the worker is about to do or has found about a stage's pull request. */
  savePullRequest(options: {
    id: string;
    pullRequest: PullRequestRecord;
    lease: Lease;
  }): Promise<StoredPullRequest>;
}
