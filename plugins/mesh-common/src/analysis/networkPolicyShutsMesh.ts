import { ambientCallers, ambientCalls } from './network/ambientConnections';
import { toInjector, toIstiod } from './network/istiodConnections';
import { MeshConnection, shutConnection } from './network/MeshConnection';
import { workloadPod } from './network/networkPods';
import { mayHavePolicies } from './network/policiesAbout';
import { scrapeConnections } from './network/scrapeConnections';
import { waypointConnections } from './network/waypointConnections';
import { Rule, RuleContext } from './Rule';

/** A sidecar says so when it takes connections of ambient as well. */
const TUNNEL = 'networking.istio.io/tunnel';

/**
 * NetworkPolicies, or those of administrators, do not let through what the mesh needs besides the connections that there were
 * before. Only what is certain is told.
 */
export const networkPolicyShutsMesh: Rule = context =>
  hasPolicies(context)
    ? connectionsOf(context).flatMap(
        connection => shutConnection(context.view, connection) ?? [],
      )
    : [];

function hasPolicies({ view, workload, status }: RuleContext): boolean {
  const isIn = (namespace: string) => mayHavePolicies(view, namespace);
  return (
    isIn(workload.namespace.metadata.name) ||
    isIn(view.mesh.rootNamespace) ||
    (status.waypoints ?? []).some(
      ({ waypoint }) => waypoint !== undefined && isIn(waypoint.namespace),
    )
  );
}

function connectionsOf(context: RuleContext): MeshConnection[] {
  const { view, workload, status } = context;
  const { revision } = status.enrolment;
  switch (status.mesh) {
    case 'istio-ambient':
      return [
        ...ambientCallers(context),
        ...ambientCalls(context),
        ...waypointConnections(context),
      ];
    case 'istio-sidecar':
      return [
        ...toIstiod(view, {
          pod: workloadPod(view, workload),
          called: workload.name,
          revision,
        }),
        ...toInjector(view, revision),
        ...scrapeConnections(context),
        ...(workload.pods.some(({ metadata }) => metadata.labels?.[TUNNEL])
          ? [...ambientCallers(context), ...waypointConnections(context)]
          : []),
      ];
    default:
      return [];
  }
}
