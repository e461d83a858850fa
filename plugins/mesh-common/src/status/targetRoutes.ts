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
  const hostname = serviceHost({
    namespace: workload.namespace.metadata.name,
    name: service.metadata.name,
  });
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
    return 'In ambient it is a waypoint that follows routes, and routes of waypoints are not evaluated yet.';
  }
  const gap =
    view.unreadable('VirtualService') ?? view.unreadable('DestinationRule');
  if (gap) {
    return `${gap.kind} objects could not be read: ${gap.reason}.`;
  }
  return protocol === 'tcp'
    ? 'Routes of TCP connections are not evaluated yet.'
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
