import { Plan } from '../plan/Plan';
import { Profile } from '../profile/Profile';
import { OnboardingRequest, TimelineEvent } from '../request/OnboardingRequest';
import { PlanRequest } from './PlanResponse';

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
  | 'merge'
  | 'close';

/** `POST /requests/:id/<action>` */
export interface RequestActionBody {
  /** Version of the request that the person saw; a different one is refused with 409. */
  version: number;
  /** Required to reject, and to accept what is not known. */
  reason?: string;
  /** Required to approve: the plan that was reviewed. */
  planHash?: string;
}

/** `GET /requests/:id/diff` */
export interface DiffResponse {
  /** Unified diff of the present pull request against its base, as Git says it. */
  diff: string;
  branch: string;
  commit: string;
}
