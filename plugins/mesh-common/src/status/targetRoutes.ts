import { AddressedService } from '../istio/clientTls';
import { hostRoutes, routingMeshOf, serviceHost } from '../istio/routing';
import { ServicePort } from '../kubernetes/KubernetesObject';
import { ClusterView } from '../view/ClusterView';
import { asksForLabels, routesInWords } from './routesInWords';
import { CallerVerdict, MeshKind, PortRoutes } from './TargetStatus';
import { boundWaypoint, waypointRoutes } from './waypointRoutes';
import { hasGap, withoutRoutes } from './withoutRoutes';
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
  const why = whyUnknown(options, service, protocol);
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
  const bound = boundWaypoint(options, service);
  if (bound) {
    return [
      {
        ...common,
        callers: namespaces,
        ...waypointRoutes(view, { service, hostname, port, waypoint: bound }),
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
        ...routesInWords(answer, asksForLabels(mesh, hostname)),
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
  options: TargetRoutesOptions,
  service: AddressedService,
  protocol: PortRoutes['protocol'],
): string | undefined {
  const { view, mesh } = options;
  if (mesh === 'linkerd') {
    return "Linkerd's routes are not evaluated yet.";
  }
  const gap = hasGap(view);
  if (gap) {
    return `${gap.kind} objects could not be read: ${gap.reason}.`;
  }
  if (mesh === 'istio-ambient' && !boundWaypoint(options, service)) {
    return 'It is not known which waypoint serves the Service, if any.';
  }
  return protocol === 'tcp'
    ? 'A VirtualService has routes of connections for the host, and those are not evaluated yet.'
    : undefined;
}
