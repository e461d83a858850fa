import { FleetRow } from '@onmesh/plugin-mesh-common';
import { Facts } from '../components/Facts';
import { summariseFleet } from './summariseFleet';

/** How much of the fleet is in the mesh, and how much of that is encrypted. */
export function FleetSummary(props: { services: FleetRow[] }) {
  const { total, enrolled, strict, unknown, openRequests } = summariseFleet(
    props.services,
  );
  return (
    <Facts
      items={[
        ['In the mesh', `${enrolled} of ${total} services`],
        ['mTLS only', `${strict} of ${total} services`],
        ['State unknown', `${unknown} of ${total} services`],
        ['Open requests', openRequests],
      ]}
    />
  );
}
