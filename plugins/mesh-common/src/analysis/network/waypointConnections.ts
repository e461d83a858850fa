import { WaypointName } from '../../istio/waypoint';
import { RuleContext } from '../Rule';
import { HBONE } from './ambientConnections';
import { toIstiod } from './istiodConnections';
import { MeshConnection } from './MeshConnection';
import { waypointPod, workloadPod } from './networkPods';

/**
 * Connections to the waypoints of a workload, and from them on to its pods. A policy for a whole namespace is for the waypoint
 * in it as well.
 */
export function waypointConnections(context: RuleContext): MeshConnection[] {
  return waypointsOf(context).flatMap(name => connectionsOf(context, name));
}

function waypointsOf({ status }: RuleContext): WaypointName[] {
  const bound = (status.waypoints ?? []).flatMap(({ state, waypoint }) =>
    state === 'bound' && waypoint ? [waypoint] : [],
  );
  return [
    ...new Map(
      bound.map(one => [`${one.namespace}/${one.name}`, one]),
    ).values(),
  ];
}

function connectionsOf(
  { view, workload, status }: RuleContext,
  waypoint: WaypointName,
): MeshConnection[] {
  const pod = waypointPod(view, waypoint);
  if (pod === undefined) {
    return [];
  }
  const own = workloadPod(view, workload);
  const called = `waypoint ${waypoint.namespace}/${waypoint.name}`;
  const onward = {
    port: HBONE,
    severity: 'error',
    consequence: `It carries the calls to ${workload.name}, and none of them gets through.`,
  } as const;
  return [
    {
      ...onward,
      pod: own,
      direction: 'ingress',
      peer: pod,
      forbidden: `${called} may not connect to TCP ${HBONE} of ${workload.name}`,
      action: `Let the pods of the waypoint in on TCP ${HBONE}.`,
    },
    {
      ...onward,
      pod,
      direction: 'ingress',
      forbidden: `nobody may connect to TCP ${HBONE} of ${called}`,
      action: `Let callers in on TCP ${HBONE} of the waypoint.`,
    },
    {
      ...onward,
      pod,
      direction: 'egress',
      peer: own,
      forbidden: `${called} may not connect to TCP ${HBONE} of ${workload.name} from where it is`,
      action: `Let the waypoint out to TCP ${HBONE} of the pods.`,
    },
    ...toIstiod(view, {
      pod,
      called,
      revision: status.enrolment.revision,
    }),
  ];
}
