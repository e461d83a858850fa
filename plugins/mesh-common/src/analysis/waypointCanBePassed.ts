import { ambientAuthorizer } from '../istio/waypoint';
import { waypointSetup } from '../status/waypointSetup';
import { Rule } from './Rule';

/** A caller of the mesh whom no rule names. */
const STRANGER = 'stranger.invalid/ns/stranger/sa/stranger';

/**
 * Nothing forces callers through a waypoint: those without ambient, and those that use the addresses of pods, meet only what
 * the pods' own proxy enforces.
 *
 * Source: istio pilot/pkg/features/ambient.go, `PILOT_AUTO_ALLOW_WAYPOINT_POLICY`, which is off by default.
 */
export const waypointCanBePassed: Rule = ({ view, workload, status }) => {
  const { mesh } = status;
  const guarded = status.access.rules.find(
    ({ enforcedBy, dryRun, action }) =>
      enforcedBy?.startsWith('waypoint ') && !dryRun && action !== 'AUDIT',
  );
  if (guarded === undefined) {
    return [];
  }
  const setup = waypointSetup({ view, workload, mesh });
  const accounts = [
    ...new Set(setup.ways.flatMap(one => one.waypoint?.proxy.principals ?? [])),
  ];
  const { past } = ambientAuthorizer(setup);
  const ports = status.ports.length === 0 ? [{}] : status.ports;
  const open = ports.some(
    ({ port }: { port?: number }) =>
      past({ port, source: { principal: STRANGER } }).verdict === 'allowed',
  );
  return open
    ? [
        {
          severity: 'warning',
          object: guarded.evidence,
          message: `The rules of ${guarded.enforcedBy} do not hold for callers that come past it: those with a sidecar or without a proxy, and all that use the addresses of pods.`,
          action: `Add an ALLOW policy that selects the pods and names only ${accounts.join(', ')}.`,
        },
      ]
    : [];
};
