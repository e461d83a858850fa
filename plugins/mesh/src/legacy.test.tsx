import { screen } from '@testing-library/react';
import '@testing-library/jest-dom';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { Route, Routes } from 'react-router-dom';
import { meshApiRef } from './api/MeshApi';
import {
  EntityMeshCard,
  EntityMeshContent,
  isMeshAvailable,
  MeshPage,
} from './legacy';
import { rootRouteRef } from './routes';
import { noDelivery } from './__testUtils__/deliveries';
import { entity } from './__testUtils__/checkout';
import { fleetRow } from './__testUtils__/fleetRow';
import { statusAnswer } from './__testUtils__/statusAnswer';
import { targetStatus } from './__testUtils__/targetStatus';
import { mockMeshApi } from './__testUtils__/renderScreen';

const api = mockMeshApi({
  getFleet: async () => ({ services: [fleetRow], clusters: [] }),
  getStatus: async () => statusAnswer([targetStatus(noDelivery)]),
});

describe('the legacy frontend system', () => {
  it('shows the Mesh page in its own frame', async () => {
    await renderInTestApp(
      <TestApiProvider apis={[[meshApiRef, api]]}>
        <Routes>
          <Route path="/" element={<MeshPage />} />
        </Routes>
      </TestApiProvider>,
      { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
    );

    expect(
      await screen.findByRole('heading', { name: 'Mesh' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('link', { name: 'Checkout' }),
    ).toBeInTheDocument();
  });

  it('shows the tab and the card of an entity', async () => {
    await renderInTestApp(
      <TestApiProvider apis={[[meshApiRef, api]]}>
        <EntityProvider entity={entity}>
          <EntityMeshCard />
          <Routes>
            <Route path="/" element={<EntityMeshContent />} />
          </Routes>
        </EntityProvider>
      </TestApiProvider>,
      {
        mountedRoutes: {
          '/mesh': rootRouteRef,
          '/catalog/:namespace/:kind/:name': entityRouteRef,
        },
      },
    );

    expect(await screen.findByText('Open the Mesh tab')).toBeInTheDocument();
    expect(
      await screen.findByRole('heading', { name: 'Who may call it?' }),
    ).toBeInTheDocument();
  });

  it('is for components that say where they run', () => {
    expect(isMeshAvailable(entity)).toBe(true);
    expect(isMeshAvailable({ ...entity, kind: 'API' })).toBe(false);
    expect(
      isMeshAvailable({ ...entity, metadata: { name: 'checkout-service' } }),
    ).toBe(false);
  });
});
