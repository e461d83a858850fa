import {
  createPermission,
  BasicPermission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';

/** Resource type of onboarding requests in permission rules. */
export const RESOURCE_TYPE_MESH_REQUEST = 'mesh-request';

/** Resource type of deliveries in permission rules; `deliveryRef` names one. */
export const RESOURCE_TYPE_MESH_DELIVERY = 'mesh-delivery';

/** See what the mesh does to an entity that one may see in the catalog. */
export const meshStatusReadPermission: BasicPermission = createPermission({
  name: 'mesh.status.read',
  attributes: { action: 'read' },
});

/** Preview and submit requests, for entities that one owns. */
export const meshRequestCreatePermission: BasicPermission = createPermission({
  name: 'mesh.request.create',
  attributes: { action: 'create' },
});

const onRequest = (
  name: string,
  action?: 'read' | 'update' | 'delete',
): ResourcePermission<typeof RESOURCE_TYPE_MESH_REQUEST> =>
  createPermission({
    name,
    attributes: action ? { action } : {},
    resourceType: RESOURCE_TYPE_MESH_REQUEST,
  });

export const meshRequestReadPermission = onRequest('mesh.request.read', 'read');
/** Withdraw, and propose again. */
export const meshRequestUpdatePermission = onRequest(
  'mesh.request.update',
  'update',
);
/** Ask for what was merged to be taken back. Only owners of the entity and those who may approve can, whatever the policy says. */
export const meshRequestTakeBackPermission = onRequest(
  'mesh.request.take-back',
  'update',
);
/** Approve and reject, and accept what is not known. Nobody may review their own request, whatever the policy says. */
export const meshRequestApprovePermission = onRequest('mesh.request.approve');
/** Merge and close the pull requests of the local Git provider. */
export const meshRequestMergePermission = onRequest('mesh.request.merge');

/** Promote, abort and retry deliveries. Only owners of the entity may, whatever the policy says. */
export const meshDeliveryActPermission: ResourcePermission<
  typeof RESOURCE_TYPE_MESH_DELIVERY
> = createPermission({
  name: 'mesh.delivery.act',
  attributes: {},
  resourceType: RESOURCE_TYPE_MESH_DELIVERY,
});

/** Approve at the gates of deliveries by Flagger, and withdraw that. Only owners of the entity may, unless configured otherwise. */
export const meshDeliveryGatePermission: ResourcePermission<
  typeof RESOURCE_TYPE_MESH_DELIVERY
> = createPermission({
  name: 'mesh.delivery.gate',
  attributes: {},
  resourceType: RESOURCE_TYPE_MESH_DELIVERY,
});

export const meshPermissions = [
  meshStatusReadPermission,
  meshRequestCreatePermission,
  meshRequestReadPermission,
  meshRequestUpdatePermission,
  meshRequestTakeBackPermission,
  meshRequestApprovePermission,
  meshRequestMergePermission,
  meshDeliveryActPermission,
  meshDeliveryGatePermission,
];
