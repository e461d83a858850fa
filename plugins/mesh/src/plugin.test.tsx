import { screen } from '@testing-library/react';
import '@testing-library/jest-dom';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import alphaPlugin from './alpha';
import { meshApiRef } from './api/MeshApi';
import meshPlugin from './index';
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
const mountedRoutes = { '/catalog/:namespace/:kind/:name': entityRouteRef };

describe('meshPlugin', () => {
  it('is one object at both entries, so that no app installs it twice', () => {
    expect(alphaPlugin).toBe(meshPlugin);
  });

  it('shows the fleet at /mesh', async () => {
    renderTestApp({
      features: [meshPlugin],
      initialRouteEntries: ['/mesh'],
      mountedRoutes,
      apis: [[meshApiRef, api], mockApis.identity()],
    });

    expect(
      await screen.findByRole('link', { name: 'Checkout' }),
    ).toBeInTheDocument();
  });

  it('adds a card and a tab to entities that say where they run', async () => {
    renderTestApp({
      extensions: [createTestEntityPage({ entity })],
      features: [meshPlugin],
      apis: [[meshApiRef, api], mockApis.identity()],
    });

    expect(await screen.findByText('Open the Mesh tab')).toBeInTheDocument();
    expect(
      await screen.findByRole('heading', { name: 'Who may call it?' }),
    ).toBeInTheDocument();
  });
});
