import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  DeliveryActionRequest,
  DeliveryId,
  meshDeliveryActPermission,
  meshStatusReadPermission,
  targetKey,
} from '@onmesh/plugin-mesh-common';
import { DeliveryAuthority, deliveryOff } from '../permissions/deliveryOff';
import { Caller } from '../service/OnboardingService';
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
    await this.#assertUndisputed(body, caller);
    return this.inner.act(body, caller);
  }

  /** No review follows, so nobody gets a workload by an entity of their own that points at it. */
  async #assertUndisputed(
    { target }: DeliveryId,
    { ownershipEntityRefs }: Caller,
  ): Promise<void> {
    const foreign = (await this.options.claims.of(target)).find(
      ({ owners }) =>
        !owners.some(owner => ownershipEntityRefs.includes(owner)),
    );
    if (foreign) {
      throw new NotAllowedError(
        `${targetKey(target)} is a workload of ${foreign.entityRef} as well, by its annotations, and you do not own that (${foreign.owners.join(', ') || 'nobody does'}). Whoever is wrong has to correct theirs first`,
      );
    }
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
