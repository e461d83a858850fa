import {
  Destination,
  HttpRoute,
  RouteDestination,
  VirtualService,
} from '../../delivery/VirtualService';
import { byAge } from '../../kubernetes/byAge';
import { mergeDelegate } from './delegation';
import { resolveGatewayName } from './gatewayName';
import { resolveHost } from './hostNames';

/** The settings of the mesh that decide which VirtualServices count for whom. */
export interface VirtualServiceMesh {
  /** `defaultVirtualServiceExportTo`; Istio's default is `*`. */
  defaultExportTo?: readonly string[];
  /** DNS suffix of services; `cluster.local` when absent. */
  clusterDomain?: string;
}

/** A VirtualService with full names, its delegates' routes in place of the delegations. */
export interface EffectiveVirtualService {
  object: VirtualService;
  namespace: string;
  hosts: string[];
  /** `mesh`, or `namespace/name` of a Gateway. */
  gateways: string[];
  http: EffectiveHttpRoute[];
  /** Namespaces that see it, by name, or `*`. */
  exportTo: ReadonlySet<string>;
  /** Delegations that lead nowhere, and so drop the route. */
  lostDelegates: { route: number; namespace: string; name: string }[];
}

/** A route, with the VirtualService and the index in it that it was written at. */
export interface EffectiveHttpRoute extends HttpRoute {
  writtenIn: { namespace: string; name: string; index: number };
}

/**
 * The VirtualServices that count, oldest first: those with hosts. One without hosts is a delegate and only lends its routes
 * to others that may see it. A delegation to what does not exist or is not exported drops that route and no other.
 *
 * Source: istio pilot/pkg/model/virtualservice_controller.go, `mergeVirtualServices`.
 */
export function effectiveVirtualServices(
  objects: readonly VirtualService[],
  mesh: VirtualServiceMesh = {},
): EffectiveVirtualService[] {
  const delegates = new Map(
    objects
      .filter(o => (o.spec?.hosts ?? []).length === 0)
      .map(o => [`${o.metadata.namespace ?? ''}/${o.metadata.name}`, o]),
  );
  return objects
    .filter(o => (o.spec?.hosts ?? []).length > 0)
    .sort(byAge)
    .map(object => effective(object, delegates, mesh));
}

function effective(
  object: VirtualService,
  delegates: ReadonlyMap<string, VirtualService>,
  mesh: VirtualServiceMesh,
): EffectiveVirtualService {
  const namespace = object.metadata.namespace ?? '';
  const lostDelegates: EffectiveVirtualService['lostDelegates'] = [];
  const http = routesOf(object, mesh).flatMap((route, at) => {
    if (route.delegate === undefined) {
      return [route];
    }
    const owner = route.delegate.namespace || namespace;
    const name = route.delegate.name ?? '';
    const delegate = delegates.get(`${owner}/${name}`);
    const seenBy = delegate && exportedTo(delegate, mesh);
    if (!delegate || !(seenBy?.has('*') || seenBy?.has(namespace))) {
      lostDelegates.push({ route: at, namespace: owner, name });
      return [];
    }
    const own = routesOf(delegate, mesh);
    const { writtenIn: _, ...root } = route;
    // One by one, so that each keeps where it was written.
    return own.flatMap(({ writtenIn, ...leaf }) =>
      mergeDelegate(root, [leaf]).map(merged => ({ ...merged, writtenIn })),
    );
  });
  return {
    object,
    namespace,
    hosts: (object.spec?.hosts ?? []).map(host =>
      resolveHost(host, namespace, mesh.clusterDomain),
    ),
    gateways: gatewaysOf(object.spec?.gateways, namespace) ?? ['mesh'],
    http,
    exportTo: exportedTo(object, mesh),
    lostDelegates,
  };
}

function routesOf(
  { metadata, spec }: VirtualService,
  mesh: VirtualServiceMesh,
): EffectiveHttpRoute[] {
  const namespace = metadata.namespace ?? '';
  const target = (of: Destination): Destination => ({
    ...of,
    host: resolveHost(of.host ?? '', namespace, mesh.clusterDomain),
  });
  const withTarget = <T extends Pick<RouteDestination, 'destination'>>(
    of: T,
  ): T =>
    of.destination ? { ...of, destination: target(of.destination) } : of;
  return (spec?.http ?? []).map((route, index) => ({
    ...route,
    ...(route.match && {
      match: route.match.map(match => ({
        ...match,
        ...(match.gateways && {
          gateways: gatewaysOf(match.gateways, namespace),
        }),
      })),
    }),
    ...(route.route && { route: route.route.map(withTarget) }),
    ...(route.mirror && { mirror: target(route.mirror) }),
    ...(route.mirrors && { mirrors: route.mirrors.map(withTarget) }),
    writtenIn: { namespace, name: metadata.name, index },
  }));
}

function gatewaysOf(
  gateways: readonly string[] | undefined,
  namespace: string,
): string[] | undefined {
  return gateways && gateways.length > 0
    ? gateways.map(name => resolveGatewayName(name, namespace))
    : undefined;
}

function exportedTo(
  { metadata, spec }: VirtualService,
  { defaultExportTo = ['*'] }: VirtualServiceMesh,
): ReadonlySet<string> {
  const said = spec?.exportTo ?? [];
  return new Set(
    (said.length > 0 ? said : defaultExportTo).map(name =>
      name === '.' ? (metadata.namespace ?? '') : name,
    ),
  );
}
