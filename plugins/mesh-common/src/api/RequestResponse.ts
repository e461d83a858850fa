import { Plan } from '../plan/Plan';
import { Profile } from '../profile/Profile';
import { OnboardingRequest, TimelineEvent } from '../request/OnboardingRequest';
import { PlanRequest, PlanResponse } from './PlanResponse';

/** `POST /requests` */
export interface CreateRequestRequest extends PlanRequest {
  /** Hash of the plan that the person saw; a different one is refused with 409. */
  planHash: string;
  reason?: string;
}

/** An item of `GET /requests`. */
export type RequestSummary = Pick<
  OnboardingRequest,
  | 'id'
  | 'entityRef'
  | 'target'
  | 'requester'
  | 'reverts'
  | 'state'
  | 'stageIndex'
  | 'message'
  | 'createdAt'
  | 'updatedAt'
  | 'version'
> & {
  stages: string[];
  risk: Plan['risk'];
  mesh: Profile['mesh'];
};

export interface RequestsResponse {
  items: RequestSummary[];
}

/** `GET /requests/:id` and the answer of every action on a request. */
export interface RequestResponse {
  request: OnboardingRequest;
  timeline: TimelineEvent[];
  /** What the person who asks may do now. */
  allowed: RequestAction[];
}

export type RequestAction =
  | 'approve'
  | 'reject'
  | 'withdraw'
  | 'propose-again'
  /** Go on to the next stage although a gate waits for what is not known. */
  | 'accept-unknown'
  /** Ask for what was merged to be taken back, by a request of its own: that one is the answer. */
  | 'take-back'
  | 'merge'
  | 'close';

/** `POST /requests/:id/<action>` */
export interface RequestActionBody {
  /** Version of the request that the person saw; a different one is refused with 409. */
  version: number;
  /** Required to reject, to accept what is not known, and to take back. */
  reason?: string;
  /** Required to approve and to take back: the plan that was seen. */
  planHash?: string;
}

/** `GET /requests/:id/take-back`: what taking it back would do; nothing is stored. */
export interface TakeBackResponse extends PlanResponse {
  profile: Profile;
  /** The request whose profile holds again; absent when there was none before, so that the mesh is left. */
  returnsTo?: Pick<OnboardingRequest, 'id' | 'state'>;
}

/** `GET /requests/:id/diff` */
export interface DiffResponse {
  /** Unified diff of the present pull request against its base, as Git says it. */
  diff: string;
  branch: string;
  commit: string;
}
