import { ambientAuthorizer } from '../istio/waypoint';
import { waypointSetup } from '../status/waypointSetup';
import { Rule } from './Rule';

/** Policies that select pods see the waypoint as the caller: one that does not name it refuses everyone behind it. */
export const waypointIsRefused: Rule = ({ view, workload, status }) => {
  const { mesh, ports } = status;
  if (!status.waypoints?.some(({ state }) => state === 'bound')) {
    return [];
  }
  const { through } = ambientAuthorizer(
    waypointSetup({ view, workload, mesh }),
  );
  const seen = new Map(through.map(one => [one.waypoint, one]));
  return [...seen.values()].flatMap(({ waypoint, onward }) => {
    const refused = (ports.length === 0 ? [{}] : ports)
      .map(({ port }: { port?: number }) => ({ port, ...onward({ port }) }))
      .filter(({ verdict }) => verdict === 'denied');
    const [first] = refused;
    return first === undefined
      ? []
      : [
          {
            severity: 'error' as const,
            object: first.by && {
              kind: first.by.kind,
              namespace: first.by.namespace,
              name: first.by.name,
            },
            message: `Nobody gets through waypoint ${waypoint}${first.port === undefined ? '' : ` to port ${refused.map(({ port }) => port).join(', ')}`}: ${first.reason}`,
            action:
              'Let the policy that selects the pods allow the service account of the waypoint, and name callers in policies for the Service.',
          },
        ];
  });
};
