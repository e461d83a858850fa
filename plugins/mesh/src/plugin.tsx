import {
  ApiBlueprint,
  createFrontendPlugin,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { meshApiRef } from './api/MeshApi';
import { MeshClient } from './api/MeshClient';
import { meshEntityPredicate } from './filters';
import { MeshIcon } from './MeshIcon';
import {
  approvalsRouteRef,
  entityMeshRouteRef,
  onboardRouteRef,
  requestRouteRef,
  requestsRouteRef,
  rootRouteRef,
} from './routes';

const meshApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: meshApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new MeshClient(fetchApi),
    }),
});

const meshPage = PageBlueprint.make({
  params: {
    path: '/mesh',
    title: 'Mesh',
    icon: <MeshIcon />,
    routeRef: rootRouteRef,
    loader: () => import('./pages/MeshPage').then(m => <m.MeshPage />),
  },
});

const entityMesh = EntityContentBlueprint.make({
  name: 'mesh',
  params: {
    path: '/mesh',
    title: 'Mesh',
    group: 'deployment',
    icon: <MeshIcon />,
    routeRef: entityMeshRouteRef,
    filter: meshEntityPredicate,
    loader: () => import('./entity/EntityMesh').then(m => <m.EntityMesh />),
  },
});

const meshCard = EntityCardBlueprint.make({
  name: 'mesh',
  params: {
    type: 'info',
    filter: meshEntityPredicate,
    loader: () => import('./card/MeshCard').then(m => <m.MeshCard />),
  },
});

/** The screens of Onmesh for the new frontend system. */
export const meshPlugin = createFrontendPlugin({
  pluginId: 'mesh',
  title: 'Mesh',
  icon: <MeshIcon />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    entityContent: entityMeshRouteRef,
    requests: requestsRouteRef,
    request: requestRouteRef,
    approvals: approvalsRouteRef,
    onboard: onboardRouteRef,
  },
  extensions: [meshApi, meshPage, entityMesh, meshCard],
});

export default meshPlugin;
