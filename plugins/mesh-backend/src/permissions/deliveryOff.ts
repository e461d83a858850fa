import {
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  AuthorizeResult,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  DeliveryId,
  DeliveryOff,
  RESOURCE_TYPE_MESH_DELIVERY,
} from '@onmesh/plugin-mesh-common';
import { Caller } from '../service/OnboardingService';
import { meshDeliveryResourceRef } from './deliveryRules';
import { ownersOf } from './ownersOf';

/** What decides who may do something to a delivery. */
export interface DeliveryAuthority {
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  /** Loads an entity with the caller's credentials. */
  entity(entityRef: string, caller: Caller): Promise<Entity>;
}

/**
 * Why a person may not do something to a delivery; undefined when they may.
 *
 * @param options.ownersOnly - that only owners of the entity may, whatever the policy says; otherwise the policy alone decides
 * @param options.doing - what only owners may, such as `steer`
 */
export async function deliveryOff(
  authority: DeliveryAuthority,
  options: {
    permission: ResourcePermission<typeof RESOURCE_TYPE_MESH_DELIVERY>;
    delivery: DeliveryId;
    caller: Caller;
    ownersOnly: boolean;
    doing: string;
  },
): Promise<DeliveryOff | undefined> {
  const { permissions, permissionsRegistry } = authority;
  const { permission, delivery, caller, ownersOnly, doing } = options;
  const { entityRef, target } = delivery;
  const [decision] = await permissions.authorizeConditional([{ permission }], {
    credentials: caller.credentials,
  });
  const notPermitted: DeliveryOff = {
    reason: 'not-permitted',
    message: `You need the permission ${permission.name} for this`,
  };
  if (decision.result === AuthorizeResult.DENY) {
    return notPermitted;
  }
  const owners = ownersOf(await authority.entity(entityRef, caller));
  const applies = createConditionAuthorizer(
    permissionsRegistry.getPermissionRuleset(meshDeliveryResourceRef),
  );
  if (!applies(decision, { entityRef, target, owners })) {
    return notPermitted;
  }
  return !ownersOnly ||
    owners.some(owner => caller.ownershipEntityRefs.includes(owner))
    ? undefined
    : {
        reason: 'not-owner',
        message: `Only its owners may ${doing} the delivery of ${entityRef}: ${owners.join(', ') || 'it has none'}`,
      };
}
