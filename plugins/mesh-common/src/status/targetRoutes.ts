import { ALL_OTHERS, describeMatches } from '../delivery/routes/describeMatch';
import { AddressedService } from '../istio/clientTls';
import {
  HostRoutes,
  RouteBehaviour,
  RoutingMesh,
  hostRoutes,
  hostsOverlap,
  routingMeshOf,
  serviceHost,
} from '../istio/routing';
import { ServicePort } from '../kubernetes/KubernetesObject';
import { ClusterView } from '../view/ClusterView';
import { describeEvidence } from './Evidence';
import {
  CallerVerdict,
  MeshKind,
  PortRoutes,
  TargetRoute,
} from './TargetStatus';
import { targetWaypoints } from './targetWaypoints';
import { Workload } from './Workload';
import { protocolOf } from './workloadPorts';

/** What routes of a target are asked with. */
export interface TargetRoutesOptions {
  view: ClusterView;
  workload: Workload;
  mesh: MeshKind;
  /** Those that are known; the ones without a proxy follow no route. */
  callers: readonly CallerVerdict[];
}

/**
 * Where sidecars send HTTP requests to the Services of a workload, by port of the Service: for callers in the workload's own
 * namespace and in those of the known callers, as VirtualServices and DestinationRules differ by who can see them. Callers
 * whose routes are the same share an entry.
 */
export function targetRoutes(options: TargetRoutesOptions): PortRoutes[] {
  const { workload } = options;
  return workload.services.flatMap(service =>
    (service.spec?.ports ?? [])
      .filter(({ protocol }) => (protocol ?? 'TCP') === 'TCP')
      .flatMap(port => portRoutes(options, service, port)),
  );
}

function portRoutes(
  options: TargetRoutesOptions,
  service: AddressedService,
  servicePort: ServicePort,
): PortRoutes[] {
  const { view, workload } = options;
  const { port, name } = servicePort;
  const namespaces = callerNamespaces(options);
  const protocol = protocolOf(servicePort);
  const common = {
    service: service.metadata.name,
    port,
    ...(name !== undefined && { name }),
    protocol,
  };
  const hostname = serviceHost({
    namespace: workload.namespace.metadata.name,
    name: service.metadata.name,
  });
  const plain = withoutRoutes(options, { service, hostname, port, protocol });
  if (plain !== undefined) {
    return [{ ...common, callers: namespaces, ...plain }];
  }
  const why = whyUnknown(options, protocol);
  if (why !== undefined) {
    return [
      {
        ...common,
        callers: namespaces,
        state: 'unknown',
        reason: why,
        routes: [],
        shadowed: [],
        byOtherNames: [],
      },
    ];
  }
  const mesh = routingMeshOf(view, hostname);
  const found = new Map<string, PortRoutes>();
  for (const namespace of namespaces) {
    const answer = hostRoutes({
      mesh,
      caller: { namespace },
      service: { hostname, headless: service.spec?.clusterIP === 'None' },
      port,
    });
    const key = JSON.stringify(answer);
    const same = found.get(key);
    if (same) {
      same.callers.push(namespace);
    } else {
      found.set(key, {
        ...common,
        callers: [namespace],
        ...described(answer, asksForLabels(mesh, hostname)),
      });
    }
  }
  return [...found.values()];
}

/**
 * What goes to the Service as no proxy on the way looks at routes: in ambient without a waypoint, and TCP connections for
 * which nobody wrote one. Undefined where routes have to be asked.
 */
function withoutRoutes(
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

function hasGap(view: ClusterView) {
  return (
    view.unreadable('VirtualService') ?? view.unreadable('DestinationRule')
  );
}

function callerNamespaces({ workload, callers }: TargetRoutesOptions) {
  const known = callers
    .filter(({ withoutProxy }) => !withoutProxy)
    .flatMap(({ caller }) => caller.namespace ?? []);
  return [...new Set([workload.namespace.metadata.name, ...known.sort()])];
}

function whyUnknown(
  { view, mesh }: TargetRoutesOptions,
  protocol: PortRoutes['protocol'],
): string | undefined {
  if (mesh === 'linkerd') {
    return "Linkerd's routes are not evaluated yet.";
  }
  if (mesh === 'istio-ambient') {
    return 'In ambient it is a waypoint that follows the routes of the Service, and routes of waypoints are not evaluated yet.';
  }
  const gap = hasGap(view);
  if (gap) {
    return `${gap.kind} objects could not be read: ${gap.reason}.`;
  }
  return protocol === 'tcp'
    ? 'A VirtualService has routes of connections for the host, and those are not evaluated yet.'
    : undefined;
}

function described(
  { decidedBy, routes, shadowed, byOtherNames }: HostRoutes,
  dependsOnLabels: boolean,
): Pick<
  PortRoutes,
  'state' | 'reason' | 'evidence' | 'routes' | 'shadowed' | 'byOtherNames'
> {
  const because = decidedBy
    ? `${describeEvidence(decidedBy)} has the host.`
    : 'No VirtualService has the host, so requests go to the Service.';
  return {
    state: 'known',
    reason: dependsOnLabels
      ? `${because} Callers with labels that a condition asks for may take other routes.`
      : because,
    ...(decidedBy && { evidence: decidedBy }),
    routes: routes.map(inWords),
    shadowed,
    byOtherNames,
  };
}

function asksForLabels(
  { virtualServices }: RoutingMesh,
  hostname: string,
): boolean {
  return virtualServices.some(
    ({ hosts, http }) =>
      hosts.some(host => hostsOverlap(host, hostname)) &&
      http.some(({ match = [] }) =>
        match.some(
          ({ sourceLabels }) => Object.keys(sourceLabels ?? {}).length > 0,
        ),
      ),
  );
}

function inWords(
  { matches, ...route }: RouteBehaviour,
  at: number,
): TargetRoute {
  const when = describeMatches(matches);
  return {
    when: at === 0 && when === ALL_OTHERS ? 'all requests' : when,
    ...route,
  };
}
