import {
  DeliveryId,
  RESOURCE_TYPE_MESH_DELIVERY,
} from '@onmesh/plugin-mesh-common';
import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';

/** A delivery as permission policies see it. */
export interface DeliveryResource extends DeliveryId {
  /** Entity refs of whom the catalog says that they own the entity. */
  owners: string[];
}

/** Deliveries are decided about one by one and never listed, so no rule becomes a query. */
type NoQuery = { never: true };

/** Deliveries, for permission policies. */
export const meshDeliveryResourceRef = createPermissionResourceRef<
  DeliveryResource,
  NoQuery
>().with({ pluginId: 'mesh', resourceType: RESOURCE_TYPE_MESH_DELIVERY });

const noQuery = (): NoQuery => ({ never: true });

const isOwnedBy = createPermissionRule({
  name: 'IS_OWNED_BY',
  description: 'Allow deliveries of entities that one of these owns',
  resourceRef: meshDeliveryResourceRef,
  paramsSchema: z.object({
    claims: z.array(z.string()).describe('Entity refs of users and groups'),
  }),
  apply: ({ owners }, { claims }) =>
    owners.some(owner => claims.includes(owner)),
  toQuery: noQuery,
});

const isOfEntity = createPermissionRule({
  name: 'IS_OF_ENTITY',
  description: 'Allow deliveries of these catalog entities',
  resourceRef: meshDeliveryResourceRef,
  paramsSchema: z.object({
    entityRefs: z.array(z.string()).describe('Entity refs of components'),
  }),
  apply: ({ entityRef }, { entityRefs }) => entityRefs.includes(entityRef),
  toQuery: noQuery,
});

const isInCluster = createPermissionRule({
  name: 'IS_IN_CLUSTER',
  description: 'Allow deliveries in these clusters',
  resourceRef: meshDeliveryResourceRef,
  paramsSchema: z.object({
    clusters: z.array(z.string()).describe('Names in mesh.clusters'),
  }),
  apply: ({ target }, { clusters }) => clusters.includes(target.cluster),
  toQuery: noQuery,
});

/** Rules that a permission policy can use as conditions on deliveries. */
export const meshDeliveryRules = { isOwnedBy, isOfEntity, isInCluster };

/** For permission policies: `meshDeliveryConditions.isInCluster({ clusters })` and the decision around it. */
export const {
  conditions: meshDeliveryConditions,
  createConditionalDecision: createMeshDeliveryConditionalDecision,
} = createConditionExports({
  resourceRef: meshDeliveryResourceRef,
  rules: meshDeliveryRules,
});
