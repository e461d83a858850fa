import {
  OnboardingRequest,
  RESOURCE_TYPE_MESH_REQUEST,
} from '@onmesh/plugin-mesh-common';
import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { RequestFilter } from './RequestFilter';

/** Onboarding requests, for permission policies. */
export const meshRequestResourceRef = createPermissionResourceRef<
  OnboardingRequest,
  RequestFilter
>().with({ pluginId: 'mesh', resourceType: RESOURCE_TYPE_MESH_REQUEST });

const isRequester = createPermissionRule({
  name: 'IS_REQUESTER',
  description: 'Allow requests that one of these users made',
  resourceRef: meshRequestResourceRef,
  paramsSchema: z.object({
    userRefs: z.array(z.string()).describe('Entity refs of users'),
  }),
  apply: (request, { userRefs }) => userRefs.includes(request.requester),
  toQuery: ({ userRefs }) => ({ key: 'requester', values: userRefs }),
});

const hasState = createPermissionRule({
  name: 'HAS_STATE',
  description: 'Allow requests in one of these states',
  resourceRef: meshRequestResourceRef,
  paramsSchema: z.object({
    states: z.array(z.string()).describe('States, such as submitted'),
  }),
  apply: (request, { states }) => states.includes(request.state),
  toQuery: ({ states }) => ({ key: 'state', values: states }),
});

const isForEntity = createPermissionRule({
  name: 'IS_FOR_ENTITY',
  description: 'Allow requests about one of these catalog entities',
  resourceRef: meshRequestResourceRef,
  paramsSchema: z.object({
    entityRefs: z.array(z.string()).describe('Entity refs of components'),
  }),
  apply: (request, { entityRefs }) => entityRefs.includes(request.entityRef),
  toQuery: ({ entityRefs }) => ({ key: 'entityRef', values: entityRefs }),
});

/** Rules that a permission policy can use as conditions on onboarding requests. */
export const meshRequestRules = { isRequester, hasState, isForEntity };

/** For permission policies: `meshRequestConditions.isRequester({ userRefs })` and the decision around it. */
export const {
  conditions: meshRequestConditions,
  createConditionalDecision: createMeshRequestConditionalDecision,
} = createConditionExports({
  resourceRef: meshRequestResourceRef,
  rules: meshRequestRules,
});
