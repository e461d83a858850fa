import { TargetWaypoint } from '@onmesh/plugin-mesh-common';
import { DataTable } from '../components/DataTable';
import { StateText } from '../components/StateText';
import { waypointWords } from '../words/statusWords';

/** Which calls go through a waypoint, and why. */
export function WaypointsTable(props: { waypoints: TargetWaypoint[] }) {
  return (
    <DataTable
      caption="Waypoints, by what is called"
      rows={props.waypoints}
      rowKey={({ service }) => service ?? 'pods'}
      empty="No waypoint is asked for."
      columns={[
        {
          title: 'Calls to',
          render: ({ service }) =>
            service === undefined ? 'Addresses of pods' : `Service ${service}`,
        },
        {
          title: 'Waypoint',
          render: ({ state, waypoint }) => (
            <StateText words={waypointWords[state]}>
              {waypoint && `: ${waypoint.namespace}/${waypoint.name}`}
            </StateText>
          ),
        },
        { title: 'Why', render: ({ reason }) => reason },
        {
          title: 'Its pods',
          render: ({ state, pods }) => {
            if (state !== 'bound') {
              return '–';
            }
            return pods ? `${pods.ready} of ${pods.total} ready` : 'Unknown';
          },
        },
        {
          title: 'Ingress gateways',
          render: ({ ingress }) => {
            if (ingress === undefined) {
              return '–';
            }
            return ingress ? 'Come through it' : 'Come past it';
          },
        },
      ]}
    />
  );
}
