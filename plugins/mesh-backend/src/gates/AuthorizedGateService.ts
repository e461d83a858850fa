import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  DeliveryId,
  GateApprovalRequest,
  GateWithdrawalRequest,
  meshDeliveryGatePermission,
  meshStatusReadPermission,
} from '@onmesh/plugin-mesh-common';
import { assertUndisputed } from '../delivery/assertUndisputed';
import { WorkloadClaims } from '../delivery/WorkloadClaims';
import { DeliveryAuthority, deliveryOff } from '../permissions/deliveryOff';
import { Caller } from '../service/OnboardingService';
import { GateService } from './GateService';

/** Who may approve at which gate, around the operations themselves. No route goes past this. */
export class AuthorizedGateService implements GateService {
  constructor(
    private readonly inner: GateService,
    private readonly options: DeliveryAuthority & {
      claims: Pick<WorkloadClaims, 'of'>;
      /** Whether only owners of an entity may, whatever the policy says. */
      ownersOnly: boolean;
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
    return { ...answer, off: await this.#off(delivery, caller) };
  }

  workloads(delivery: DeliveryId, caller: Caller) {
    return this.inner.workloads(delivery, caller);
  }

  async approve(body: GateApprovalRequest, caller: Caller) {
    await this.#assert(body, caller);
    return this.inner.approve(body, caller);
  }

  async withdraw(body: GateWithdrawalRequest, caller: Caller) {
    await this.#assert(body, caller);
    return this.inner.withdraw(body, caller);
  }

  async makeUrls(delivery: DeliveryId, caller: Caller) {
    await this.#assert(delivery, caller);
    return this.inner.makeUrls(delivery, caller);
  }

  async #assert(delivery: DeliveryId, caller: Caller) {
    const off = await this.#off(delivery, caller);
    if (off) {
      throw new NotAllowedError(off.message);
    }
    if (this.options.ownersOnly) {
      for (const target of await this.inner.workloads(delivery, caller)) {
        await assertUndisputed(this.options.claims, target, caller);
      }
    }
  }

  #off({ entityRef, target }: DeliveryId, caller: Caller) {
    return deliveryOff(this.options, {
      permission: meshDeliveryGatePermission,
      delivery: { entityRef, target },
      caller,
      ownersOnly: this.options.ownersOnly,
      doing: 'approve',
    });
  }
}
