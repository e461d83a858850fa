import {
  DeliveryActionRequest,
  DeliveryId,
  DeliveryResponse,
} from '@onmesh/plugin-mesh-common';
import { Caller } from '../service/OnboardingService';

/** Steering deliveries, without HTTP. Errors are those of `@backstage/errors`. */
export interface DeliveryService {
  get(delivery: DeliveryId, caller: Caller): Promise<DeliveryResponse>;
  /**
   * Does an action and answers as {@link get} does afterwards.
   *
   * @throws ConflictError when the delivery is not as the person saw it
   */
  act(body: DeliveryActionRequest, caller: Caller): Promise<DeliveryResponse>;
}
