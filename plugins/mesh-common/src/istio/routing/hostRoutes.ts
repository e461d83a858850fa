import { routeShares } from '../../delivery/routeShares';
import { HttpMatch, HttpRetry } from '../../delivery/VirtualService';
import { Evidence } from '../../status/Evidence';
import { AppliedRoute } from './appliedRoutes';
import {
  DestinationBehaviour,
  HostLookup,
  destinationBehaviour,
} from './destinationBehaviour';
import { DestinationRuleIndex, RuleCaller } from './destinationRuleIndex';
import { EffectiveRetries, effectiveRetries } from './effectiveRetries';
import {
  EffectiveHttpRoute,
  EffectiveVirtualService,
} from './effectiveVirtualServices';
import { meshGateway } from './gatewayName';
import { hostsOverlap } from './hostNames';
import { MeshVirtualHost, meshVirtualHosts } from './meshVirtualHosts';
import { NamedService } from './virtualHostDomains';
import { visibleVirtualServices } from './visibleVirtualServices';

/** What happens to requests that take one route. */
export interface RouteBehaviour {
  /** Any of these; empty means every request that no earlier route took. */
  matches: HttpMatch[];
  action: 'route' | 'redirect' | 'direct-response';
  destinations: DestinationBehaviour[];
  /** Get copies; their answers are thrown away. */
  mirrors: DestinationBehaviour[];
  /** As Istio writes durations; absent means that the proxy sets no limit. */
  timeout?: string;
  /** Absent when requests are sent once. */
  retries?: EffectiveRetries;
  /** Where it was written; absent for the route to the service that holds where no VirtualService does. */
  evidence?: Evidence;
}

/** What sidecars of a caller do with HTTP requests to a host. */
export interface HostRoutes {
  /** The VirtualService that has the host; absent where none does. */
  decidedBy?: Evidence;
  routes: RouteBehaviour[];
  /** VirtualServices that have routes for the host and lose to the one that has it. */
  shadowed: Evidence[];
  /** Other names of the host for which another VirtualService decides. */
  byOtherNames: { name: string; decidedBy: Evidence }[];
}

/** The objects and settings that routes depend on. */
export interface RoutingMesh {
  /** All, from `effectiveVirtualServices`. */
  virtualServices: readonly EffectiveVirtualService[];
  destinationRules: DestinationRuleIndex;
  lookup: HostLookup;
  /** `defaultHttpRetryPolicy` of the mesh config. */
  defaultRetries?: HttpRetry;
  clusterDomain?: string;
}

/**
 * The routes that hold when a caller's sidecar sends HTTP requests to a port of a service: those of the one VirtualService
 * that has the host, with timeouts, retries, limits and destinations that lead nowhere. Without one, all requests go to the
 * service, still with Istio's retries.
 *
 * Source: istio pilot/pkg/networking/core/httproute.go, route/route.go.
 */
export function hostRoutes(question: {
  mesh: RoutingMesh;
  caller: RuleCaller;
  service: NamedService;
  port: number;
}): HostRoutes {
  const { mesh, caller, service, port } = question;
  const hostsFor = (virtualServices: readonly EffectiveVirtualService[]) =>
    meshVirtualHosts({
      services: [service],
      virtualServices,
      caller,
      port,
      clusterDomain: mesh.clusterDomain,
    });
  const spellings = hostsFor([]).flatMap(({ domains }) => domains);
  const visible = visibleVirtualServices(
    mesh.virtualServices.filter(vs =>
      vs.hosts.some(host =>
        spellings.some(name => hostsOverlap(host.toLowerCase(), name)),
      ),
    ),
    { namespace: caller.namespace, gateway: meshGateway },
  );
  const hosts = hostsFor(visible);
  const has = (host: MeshVirtualHost) =>
    host.domains.includes(service.hostname);
  const own = hosts.find(has);
  const decider = own?.virtualService;
  return {
    ...(decider && { decidedBy: evidenceOf(decider) }),
    routes: grouped(own?.routes ?? []).map(group => behaviour(group, question)),
    shadowed: visible
      .filter(
        vs =>
          vs !== decider &&
          hostsFor([vs]).some(host => has(host) && host.virtualService),
      )
      .map(evidenceOf),
    byOtherNames: hosts
      .filter(host => host !== own)
      .flatMap(({ domains, virtualService: other }) =>
        other === undefined
          ? []
          : domains
              .filter(name => spellings.includes(name))
              .map(name => ({ name, decidedBy: evidenceOf(other) })),
      ),
  };
}

interface RouteGroup {
  route?: EffectiveHttpRoute;
  matches: HttpMatch[];
}

// A proxy holds one route for each condition; people wrote one route with several.
function grouped(routes: readonly AppliedRoute[]): RouteGroup[] {
  const groups = new Map<EffectiveHttpRoute, HttpMatch[]>();
  for (const { route, match } of routes) {
    groups.set(route, [
      ...(groups.get(route) ?? []),
      ...(match ? [match] : []),
    ]);
  }
  return groups.size === 0
    ? [{ matches: [] }]
    : [...groups].map(([route, matches]) => ({ route, matches }));
}

function behaviour(
  { route, matches }: RouteGroup,
  question: Parameters<typeof hostRoutes>[0],
): RouteBehaviour {
  const { mesh, service, port } = question;
  const context = {
    ...mesh,
    caller: question.caller,
    calledPort: port,
  };
  const retries = effectiveRetries(route?.retries, mesh.defaultRetries);
  const common = {
    matches,
    ...(retries && { retries }),
    ...(isLimit(route?.timeout) && { timeout: route?.timeout }),
  };
  if (route === undefined) {
    const target = { host: service.hostname, port: { number: port } };
    return {
      ...common,
      action: 'route',
      destinations: [
        { ...destinationBehaviour(target, context), percent: 100 },
      ],
      mirrors: [],
    };
  }
  const { namespace, name, index } = route.writtenIn;
  const shares = routeShares(route);
  return {
    ...common,
    action: actionOf(route),
    destinations: (route.route ?? []).map(({ destination = {} }, at) => ({
      ...destinationBehaviour(destination, context),
      ...(shares && { percent: shares[at].percent }),
    })),
    mirrors: [
      ...(route.mirror ? [route.mirror] : []),
      ...(route.mirrors ?? []).flatMap(m => m.destination ?? []),
    ].map(target => destinationBehaviour(target, context)),
    evidence: {
      kind: 'VirtualService',
      namespace,
      name,
      field: `spec.http[${index}]`,
    },
  };
}

function actionOf(route: EffectiveHttpRoute): RouteBehaviour['action'] {
  if (route.redirect) {
    return 'redirect';
  }
  return route.directResponse ? 'direct-response' : 'route';
}

// A timeout of nothing means none.
function isLimit(timeout: string | undefined): boolean {
  return timeout !== undefined && /[1-9]/.test(timeout);
}

function evidenceOf({
  object: { kind, metadata },
}: EffectiveVirtualService): Evidence {
  return { kind, namespace: metadata.namespace, name: metadata.name };
}
