import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  DeliveryActionRequest,
  DeliveryId,
  meshDeliveryActPermission,
  meshStatusReadPermission,
} from '@onmesh/plugin-mesh-common';
import { DeliveryAuthority, deliveryOff } from '../permissions/deliveryOff';
import { Caller } from '../service/OnboardingService';
import { assertUndisputed } from './assertUndisputed';
import { DeliveryService } from './DeliveryService';
import { WorkloadClaims } from './WorkloadClaims';

/** Who may steer which delivery, around the operations themselves. No route goes past this. */
export class AuthorizedDeliveryService implements DeliveryService {
  constructor(
    private readonly inner: DeliveryService,
    private readonly options: DeliveryAuthority & {
      claims: Pick<WorkloadClaims, 'of'>;
    },
  ) {}

  async get(delivery: DeliveryId, caller: Caller) {
    const [{ result }] = await this.options.permissions.authorize(
      [{ permission: meshStatusReadPermission }],
      { credentials: caller.credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You need the permission ${meshStatusReadPermission.name} for this`,
      );
    }
    const answer = await this.inner.get(delivery, caller);
    return {
      ...answer,
      off: answer.off ?? (await this.#off(delivery, caller)),
    };
  }

  async act(body: DeliveryActionRequest, caller: Caller) {
    const off = await this.#off(body, caller);
    if (off) {
      throw new NotAllowedError(off.message);
    }
    await assertUndisputed(this.options.claims, body.target, caller);
    return this.inner.act(body, caller);
  }

  /** Why this person may do nothing to a delivery. That only owners may holds whatever the policy says. */
  #off({ entityRef, target }: DeliveryId, caller: Caller) {
    return deliveryOff(this.options, {
      permission: meshDeliveryActPermission,
      delivery: { entityRef, target },
      caller,
      ownersOnly: true,
      doing: 'steer',
    });
  }
}
