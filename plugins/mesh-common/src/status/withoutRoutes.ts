import { AddressedService } from '../istio/clientTls';
import { hostsOverlap, routingMeshOf } from '../istio/routing';
import { ClusterView } from '../view/ClusterView';
import { TargetRoutesOptions } from './targetRoutes';
import { PortRoutes } from './TargetStatus';
import { targetWaypoints } from './targetWaypoints';

/**
 * What goes to the Service as no proxy on the way looks at routes: in ambient without a waypoint, and TCP connections for
 * which nobody wrote one. Undefined where routes have to be asked.
 */
export function withoutRoutes(
  { view, workload, mesh }: TargetRoutesOptions,
  to: {
    service: AddressedService;
    hostname: string;
    port: number;
    protocol: PortRoutes['protocol'];
  },
):
  | Pick<
      PortRoutes,
      'state' | 'reason' | 'routes' | 'shadowed' | 'byOtherNames'
    >
  | undefined {
  const answer = (what: string, reason: string) => ({
    state: 'known' as const,
    reason,
    routes: [
      {
        when: what,
        action: 'route' as const,
        destinations: [
          { hostname: to.hostname, port: to.port, percent: 100, evidence: [] },
        ],
        mirrors: [],
      },
    ],
    shadowed: [],
    byOtherNames: [],
  });
  const isTcp = to.protocol === 'tcp';
  if (mesh === 'istio-ambient') {
    const binding = targetWaypoints(view, workload).find(
      ({ service }) => service === to.service.metadata.name,
    );
    // A headless Service has no answer of its own: what is sent to it goes to the addresses of pods.
    return binding?.state === 'none'
      ? answer(
          isTcp ? 'all connections' : 'all requests',
          'No waypoint serves the Service, and ztunnel follows no routes, so they go to its pods. A caller with a sidecar follows its own routes.',
        )
      : undefined;
  }
  if (mesh !== 'istio-sidecar' || !isTcp || hasGap(view)) {
    return undefined;
  }
  return routingMeshOf(view, to.hostname).virtualServices.some(
    ({ hosts, object: { spec } }) =>
      hosts.some(host => hostsOverlap(host, to.hostname)) &&
      [...(spec?.tcp ?? []), ...(spec?.tls ?? [])].length > 0,
  )
    ? undefined
    : answer(
        'all connections',
        'No VirtualService has routes of connections for the host, so they go to the Service.',
      );
}

/** A kind of routing that could not be read. */
export function hasGap(view: ClusterView) {
  return (
    view.unreadable('VirtualService') ?? view.unreadable('DestinationRule')
  );
}
