import { AddressedService } from '../istio/clientTls';
import { hostRoutes, routingMeshOf } from '../istio/routing';
import { WaypointName } from '../istio/waypoint';
import { ClusterView } from '../view/ClusterView';
import { asksForLabels, routesInWords } from './routesInWords';
import { TargetRoutesOptions } from './targetRoutes';
import { PortRoutes } from './TargetStatus';
import { targetWaypoints } from './targetWaypoints';

/** The waypoint that calls to a Service go through; undefined when there is none, or it is not known. */
export function boundWaypoint(
  {
    view,
    workload,
    mesh,
  }: Pick<TargetRoutesOptions, 'view' | 'workload' | 'mesh'>,
  service: AddressedService,
): WaypointName | undefined {
  return mesh !== 'istio-ambient'
    ? undefined
    : targetWaypoints(view, workload).find(
        ({ service: name, state }) =>
          name === service.metadata.name && state === 'bound',
      )?.waypoint;
}

/**
 * Where a waypoint sends HTTP requests to a port of a Service: by VirtualServices of the Service's namespace or the
 * waypoint's own, as far as the waypoint sees them. They are the same for all callers that come through it; one with a
 * sidecar follows its own routes and comes past it.
 *
 * Source: istio pilot/pkg/networking/core/listener_waypoint.go, `getVirtualServiceForWaypoint`.
 */
export function waypointRoutes(
  view: ClusterView,
  of: {
    service: AddressedService;
    hostname: string;
    port: number;
    waypoint: WaypointName;
  },
): Omit<PortRoutes, 'service' | 'port' | 'name' | 'protocol' | 'callers'> {
  const { service, hostname, port, waypoint } = of;
  const namespaces = [service.metadata.namespace, waypoint.namespace];
  const all = routingMeshOf(view, hostname);
  const mesh = {
    ...all,
    virtualServices: all.virtualServices.filter(({ namespace }) =>
      namespaces.includes(namespace),
    ),
  };
  const answer = hostRoutes({
    mesh,
    caller: { namespace: waypoint.namespace },
    service: { hostname, headless: false },
    port,
  });
  const words = routesInWords(answer, asksForLabels(mesh, hostname));
  return {
    ...words,
    reason: `Waypoint ${waypoint.namespace}/${waypoint.name} follows the routes of the Service. ${words.reason}`,
  };
}
