import {
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  DeliveryActionRequest,
  DeliveryId,
  DeliveryOff,
  meshDeliveryActPermission,
  meshStatusReadPermission,
} from '@onmesh/plugin-mesh-common';
import { meshDeliveryResourceRef } from '../permissions/deliveryRules';
import { ownersOf } from '../permissions/ownersOf';
import { Caller } from '../service/OnboardingService';
import { DeliveryService } from './DeliveryService';

/** Who may steer which delivery, around the operations themselves. No route goes past this. */
export class AuthorizedDeliveryService implements DeliveryService {
  constructor(
    private readonly inner: DeliveryService,
    private readonly options: {
      permissions: PermissionsService;
      permissionsRegistry: PermissionsRegistryService;
      /** Loads an entity with the caller's credentials. */
      entity(entityRef: string, caller: Caller): Promise<Entity>;
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
    return this.inner.act(body, caller);
  }

  /** Why this person may do nothing to a delivery. That only owners may holds whatever the policy says. */
  async #off(
    { entityRef, target }: DeliveryId,
    caller: Caller,
  ): Promise<DeliveryOff | undefined> {
    const { permissions, permissionsRegistry } = this.options;
    const [decision] = await permissions.authorizeConditional(
      [{ permission: meshDeliveryActPermission }],
      { credentials: caller.credentials },
    );
    const notPermitted: DeliveryOff = {
      reason: 'not-permitted',
      message: `You need the permission ${meshDeliveryActPermission.name} for this`,
    };
    if (decision.result === AuthorizeResult.DENY) {
      return notPermitted;
    }
    const entity = await this.options.entity(entityRef, caller);
    const owners = ownersOf(entity);
    const applies = createConditionAuthorizer(
      permissionsRegistry.getPermissionRuleset(meshDeliveryResourceRef),
    );
    if (!applies(decision, { entityRef, target, owners })) {
      return notPermitted;
    }
    return owners.some(owner => caller.ownershipEntityRefs.includes(owner))
      ? undefined
      : {
          reason: 'not-owner',
          message: `Only its owners may steer the delivery of ${entityRef}: ${owners.join(', ') || 'it has none'}`,
        };
  }
}
