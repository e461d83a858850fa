import { ResponseError } from '@backstage/errors';
import { FetchApi } from '@backstage/frontend-plugin-api';
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
  RequestsResponse,
  StatusResponse,
  SuggestionsRequest,
  SuggestionsResponse,
  TakeBackResponse,
} from '@onmesh/plugin-mesh-common';
import { MeshApi, RequestFilter } from './MeshApi';

/** Talks to the mesh backend plugin over HTTP. */
export class MeshClient implements MeshApi {
  constructor(private readonly fetchApi: FetchApi) {}

  getStatus(entityRef: string) {
    return this.get<StatusResponse>('/status', { entityRef });
  }

  getFleet() {
    return this.get<FleetResponse>('/fleet');
  }

  decide(body: DecisionRequest) {
    return this.post<DecisionResponse>('/decisions', body);
  }

  suggestProfile(body: SuggestionsRequest) {
    return this.post<SuggestionsResponse>('/suggestions', body);
  }

  previewPlan(body: PlanRequest) {
    return this.post<PlanResponse>('/plans', body);
  }

  createRequest(body: CreateRequestRequest) {
    return this.post<RequestResponse>('/requests', body);
  }

  listRequests(filter: RequestFilter = {}) {
    return this.get<RequestsResponse>('/requests', { ...filter });
  }

  getRequest(id: string) {
    return this.get<RequestResponse>(`/requests/${encodeURIComponent(id)}`);
  }

  getDiff(id: string) {
    return this.get<DiffResponse>(`/requests/${encodeURIComponent(id)}/diff`);
  }

  previewTakeBack(id: string) {
    return this.get<TakeBackResponse>(
      `/requests/${encodeURIComponent(id)}/take-back`,
    );
  }

  act(id: string, action: RequestAction, body: RequestActionBody) {
    return this.post<RequestResponse>(
      `/requests/${encodeURIComponent(id)}/${action}`,
      body,
    );
  }

  getDelivery({ entityRef, target }: DeliveryId) {
    return this.get<DeliveryResponse>('/deliveries', { entityRef, ...target });
  }

  actOnDelivery(body: DeliveryActionRequest) {
    return this.post<DeliveryResponse>('/deliveries/actions', body);
  }

  getGates({ entityRef, target }: DeliveryId) {
    return this.get<GatesResponse>('/gates', { entityRef, ...target });
  }

  approveGate(body: GateApprovalRequest) {
    return this.post<GatesResponse>('/gates/approvals', body);
  }

  withdrawGate(body: GateWithdrawalRequest) {
    return this.post<GatesResponse>('/gates/withdrawals', body);
  }

  makeGateUrls(delivery: DeliveryId) {
    return this.post<GateUrlsResponse>('/gates/urls', delivery);
  }

  private get<T>(path: string, query: Record<string, string> = {}) {
    const search = new URLSearchParams(query).toString();
    return this.send<T>(search ? `${path}?${search}` : path);
  }

  private post<T>(path: string, body: unknown) {
    return this.send<T>(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  private async send<T>(path: string, init?: RequestInit): Promise<T> {
    const response = await this.fetchApi.fetch(`plugin://mesh${path}`, init);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}
