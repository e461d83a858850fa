import { Content } from '@backstage/core-components';
import { Route, Routes } from 'react-router-dom';
import { ApprovalsPage } from '../approvals/ApprovalsPage';
import { FleetPage } from '../fleet/FleetPage';
import { MyRequestsPage } from '../requests/MyRequestsPage';
import { OnboardPage } from '../onboard/OnboardPage';
import { MeshQueries } from '../queries/MeshQueries';
import { RequestPage } from '../request/RequestPage';
import {
  approvalsRouteRef,
  onboardRouteRef,
  requestRouteRef,
  requestsRouteRef,
} from '../routes';
import { MeshNavigation } from './MeshNavigation';

/** Everything under the Mesh page, each screen at an address of its own. */
export function MeshPages() {
  return (
    <MeshQueries>
      <Content>
        <MeshNavigation />
        <Routes>
          <Route index element={<FleetPage />} />
          <Route path={requestsRouteRef.path} element={<MyRequestsPage />} />
          <Route path={requestRouteRef.path} element={<RequestPage />} />
          <Route path={approvalsRouteRef.path} element={<ApprovalsPage />} />
          <Route path={onboardRouteRef.path} element={<OnboardPage />} />
        </Routes>
      </Content>
    </MeshQueries>
  );
}
