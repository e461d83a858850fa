import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  CreateRequestRequest,
  DecisionRequest,
  DecisionResponse,
  DeliveryActionRequest,
  DeliveryId,
  DeliveryResponse,
  DiffResponse,
  FleetResponse,
  GateApprovalRequest,
  GatesResponse,
  GateUrlsResponse,
  GateWithdrawalRequest,
  PlanRequest,
  PlanResponse,
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

/** Narrows the list of requests; an absent field does not narrow. */
export interface RequestFilter {
  /** Entity ref of the person who submitted. */
  requester?: string;
  state?: RequestState;
}

/** The mesh backend as the screens see it. Every failed answer is thrown as a `ResponseError`. */
export interface MeshApi {
  getStatus(entityRef: string): Promise<StatusResponse>;
  getFleet(): Promise<FleetResponse>;
  decide(body: DecisionRequest): Promise<DecisionResponse>;
  suggestProfile(body: SuggestionsRequest): Promise<SuggestionsResponse>;
  previewPlan(body: PlanRequest): Promise<PlanResponse>;
  createRequest(body: CreateRequestRequest): Promise<RequestResponse>;
  listRequests(filter?: RequestFilter): Promise<RequestsResponse>;
  getRequest(id: string): Promise<RequestResponse>;
  getDiff(id: string): Promise<DiffResponse>;
  previewTakeBack(id: string): Promise<TakeBackResponse>;
  act(
    id: string,
    action: RequestAction,
    body: RequestActionBody,
  ): Promise<RequestResponse>;
  getDelivery(delivery: DeliveryId): Promise<DeliveryResponse>;
  actOnDelivery(body: DeliveryActionRequest): Promise<DeliveryResponse>;
  getGates(delivery: DeliveryId): Promise<GatesResponse>;
  approveGate(body: GateApprovalRequest): Promise<GatesResponse>;
  withdrawGate(body: GateWithdrawalRequest): Promise<GatesResponse>;
  makeGateUrls(delivery: DeliveryId): Promise<GateUrlsResponse>;
}

/** Replace it to serve the screens from elsewhere. */
export const meshApiRef = createApiRef<MeshApi>().with({
  id: 'plugin.mesh.api',
  pluginId: 'mesh',
});
