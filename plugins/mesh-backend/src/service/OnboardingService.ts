import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  CreateRequestRequest,
  DecisionRequest,
  DecisionResponse,
  DiffResponse,
  FleetResponse,
  PlanRequest,
  PlanResponse,
  Profile,
  RequestAction,
  RequestActionBody,
  RequestResponse,
  RequestState,
  RequestsResponse,
  StatusResponse,
  SuggestionsRequest,
  SuggestionsResponse,
  TakeBackResponse,
} from '@onmesh/plugin-mesh-common';
import { RequestFilter } from '../permissions/RequestFilter';

/** Requests that the caller may see: a condition on rows, or none at all. */
export type VisibleRequests =
  PermissionCriteria<RequestFilter> | 'all' | 'none';

/** Who asks. The catalog is read with these credentials, so that what is hidden there stays hidden here. */
export interface Caller {
  credentials: BackstageCredentials;
  /** Entity ref of the person; absent for another service. */
  userEntityRef?: string;
  /** The person and the groups that they belong to. */
  ownershipEntityRefs: string[];
  /** Decided by whoever authorises; everything when nobody did. */
  visible?: VisibleRequests;
}

export type ParsedPlanRequest = Omit<PlanRequest, 'profile'> & {
  profile: Profile;
};
export type ParsedCreateRequest = Omit<CreateRequestRequest, 'profile'> & {
  profile: Profile;
};

/** Which requests to list. */
export interface ListFilter {
  entityRef?: string;
  requester?: string;
  state?: RequestState;
}

/** Everything that the API offers, without HTTP. Errors are those of `@backstage/errors`. */
export interface OnboardingService {
  status(entityRef: string, caller: Caller): Promise<StatusResponse>;
  fleet(caller: Caller): Promise<FleetResponse>;
  decide(body: DecisionRequest, caller: Caller): Promise<DecisionResponse>;
  suggest(
    body: SuggestionsRequest,
    caller: Caller,
  ): Promise<SuggestionsResponse>;
  /** A preview; nothing is stored. */
  plan(body: ParsedPlanRequest, caller: Caller): Promise<PlanResponse>;
  create(body: ParsedCreateRequest, caller: Caller): Promise<RequestResponse>;
  list(filter: ListFilter, caller: Caller): Promise<RequestsResponse>;
  get(id: string, caller: Caller): Promise<RequestResponse>;
  act(
    id: string,
    action: RequestAction,
    body: RequestActionBody,
    caller: Caller,
  ): Promise<RequestResponse>;
  diff(id: string, caller: Caller): Promise<DiffResponse>;
  /** A preview; nothing is stored. */
  takeBack(id: string, caller: Caller): Promise<TakeBackResponse>;
}
