import { createRouteRef, createSubRouteRef } from '@backstage/core-plugin-api';

/** The Mesh page. These references serve both frontend systems. */
export const rootRouteRef = createRouteRef({ id: 'mesh' });

/** The Mesh tab of an entity. */
export const entityMeshRouteRef = createRouteRef({ id: 'mesh:entity' });

export const requestsRouteRef = createSubRouteRef({
  id: 'mesh:requests',
  parent: rootRouteRef,
  path: '/requests',
});

export const requestRouteRef = createSubRouteRef({
  id: 'mesh:request',
  parent: rootRouteRef,
  path: '/requests/:id',
});

export const approvalsRouteRef = createSubRouteRef({
  id: 'mesh:approvals',
  parent: rootRouteRef,
  path: '/approvals',
});

export const onboardRouteRef = createSubRouteRef({
  id: 'mesh:onboard',
  parent: rootRouteRef,
  path: '/onboard',
});
