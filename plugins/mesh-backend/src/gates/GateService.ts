import {
  DeliveryId,
  GateApprovalRequest,
  GatesResponse,
  GateUrlsResponse,
  GateWithdrawalRequest,
  Target,
} from '@onmesh/plugin-mesh-common';
import { Caller } from '../service/OnboardingService';

/** Approvals that Flagger asks for, without HTTP. Errors are those of `@backstage/errors`. */
export interface GateService {
  get(delivery: DeliveryId, caller: Caller): Promise<GatesResponse>;
  /** All that an approval is about: the workload of the new version, and the copy that serves. */
  workloads(delivery: DeliveryId, caller: Caller): Promise<Target[]>;
  /**
   * Approves what was seen, and answers as {@link get} does afterwards.
   *
   * @throws ConflictError when something else is on its way
   */
  approve(body: GateApprovalRequest, caller: Caller): Promise<GatesResponse>;
  /** @throws ConflictError when there is nothing to withdraw */
  withdraw(body: GateWithdrawalRequest, caller: Caller): Promise<GatesResponse>;
  /** Makes the URLs of a Canary, which take the place of those that it had. Told once. */
  makeUrls(delivery: DeliveryId, caller: Caller): Promise<GateUrlsResponse>;
}
