import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { configure } from '@testing-library/react';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Route, Routes, useLocation } from 'react-router-dom';
import { MeshApi, meshApiRef } from '../api/MeshApi';
import { rootRouteRef } from '../routes';
import { MeshPages } from '../pages/MeshPages';

// Screens are loaded lazily, and finding things by their role walks the whole page: both take long on a busy machine.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(30_000);

function Address() {
  const { pathname } = useLocation();
  return <div data-testid="address">{pathname}</div>;
}

/** A backend that answers only what the test says; every other call fails the test by its error. */
export function mockMeshApi(answers: Partial<MeshApi>): jest.Mocked<MeshApi> {
  const refuse = (name: string) =>
    jest.fn().mockRejectedValue(new Error(`unexpected call of ${name}`));
  return {
    getStatus: refuse('getStatus'),
    getFleet: refuse('getFleet'),
    decide: refuse('decide'),
    suggestProfile: refuse('suggestProfile'),
    previewPlan: refuse('previewPlan'),
    createRequest: refuse('createRequest'),
    listRequests: refuse('listRequests'),
    getRequest: refuse('getRequest'),
    getDiff: refuse('getDiff'),
    previewTakeBack: refuse('previewTakeBack'),
    act: refuse('act'),
    getDelivery: refuse('getDelivery'),
    actOnDelivery: refuse('actOnDelivery'),
    getGates: refuse('getGates'),
    approveGate: refuse('approveGate'),
    withdrawGate: refuse('withdrawGate'),
    makeGateUrls: refuse('makeGateUrls'),
    ...answers,
  } as jest.Mocked<MeshApi>;
}

/** Shows the Mesh page at an address, as the new frontend system does. */
export function renderMeshPage(path: string, api: MeshApi) {
  return renderInTestApp(
    <>
      <Address />
      <Routes>
        <Route path="/mesh/*" element={<MeshPages />} />
      </Routes>
    </>,
    {
      initialRouteEntries: [path],
      mountedRoutes: {
        '/mesh': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      apis: [
        [meshApiRef, api],
        mockApis.identity({ userEntityRef: 'user:default/jane' }),
      ],
    },
  );
}
