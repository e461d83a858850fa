/**
 * The same screens for the legacy frontend system.
 *
 * @packageDocumentation
 */
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { meshApiRef } from './api/MeshApi';
import { MeshClient } from './api/MeshClient';
import { entityMeshRouteRef, rootRouteRef } from './routes';

export { isMeshAvailable } from './filters';

/** Plugin for `createApp` of `@backstage/app-defaults`. */
export const meshPlugin = createPlugin({
  id: 'mesh',
  routes: { root: rootRouteRef, entityContent: entityMeshRouteRef },
  apis: [
    createApiFactory({
      api: meshApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new MeshClient(fetchApi),
    }),
  ],
});

/** The Mesh page: `<Route path="/mesh" element={<MeshPage />} />`. */
export const MeshPage = meshPlugin.provide(
  createRoutableExtension({
    name: 'MeshPage',
    component: () =>
      import('./pages/LegacyMeshPage').then(m => m.LegacyMeshPage),
    mountPoint: rootRouteRef,
  }),
);

/** The Mesh tab: `<EntityLayout.Route path="/mesh" title="Mesh" if={isMeshAvailable}>`. */
export const EntityMeshContent = meshPlugin.provide(
  createRoutableExtension({
    name: 'EntityMeshContent',
    component: () => import('./entity/EntityMesh').then(m => m.EntityMesh),
    mountPoint: entityMeshRouteRef,
  }),
);

/** The card for the overview of an entity. */
export const EntityMeshCard = meshPlugin.provide(
  createComponentExtension({
    name: 'EntityMeshCard',
    component: { lazy: () => import('./card/MeshCard').then(m => m.MeshCard) },
  }),
);
