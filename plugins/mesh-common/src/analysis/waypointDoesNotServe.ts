import { Rule } from './Rule';

/** A label asks for a waypoint, and calls go past it, or come to nothing in it. */
export const waypointDoesNotServe: Rule = ({ status }) =>
  (status.waypoints ?? []).flatMap(
    ({ state, waypoint, reason, evidence, pods, service }) => {
      const to =
        service === undefined ? 'the addresses of pods' : `Service ${service}`;
      if (state === 'unbound') {
        return [
          {
            severity: 'error',
            object: evidence,
            message: `Calls to ${to}: ${reason}`,
            action:
              'Make the waypoint (a Gateway of class istio-waypoint) and wait until it is ready, or correct the label.',
          },
        ];
      }
      return state === 'bound' && waypoint && pods?.ready === 0
        ? [
            {
              severity: 'error',
              object: { kind: 'Gateway', ...waypoint },
              message: `No pod of waypoint ${waypoint.namespace}/${waypoint.name} is ready, so that calls to ${to} fail.`,
              action: 'Look at the pods of the waypoint.',
            },
          ]
        : [];
    },
  );
