import { HttpRoute } from '../delivery/VirtualService';
import { meshGateway } from '../istio/routing/gatewayName';
import { resolveHost, serviceHost } from '../istio/routing/hostNames';
import { routingMeshOf } from '../istio/routing/routingFromView';
import { KubernetesObject, Service } from '../kubernetes/KubernetesObject';
import { Evidence } from '../status/Evidence';
import { ClusterView } from '../view/ClusterView';

/** What routes requests to a Service, whether or not there are any. */
export interface RequestRoute {
  /** The object, and where in it. */
  evidence: Evidence;
  /** Of the Service; undefined where they are not named. */
  ports: ReadonlySet<number> | undefined;
}

/**
 * The routes of requests that proxies of callers have for a Service, or its waypoint: of VirtualServices for its very name, and of
 * routes of the Gateway API in its namespace.
 */
export function requestRoutes(
  view: ClusterView,
  service: Service,
): RequestRoute[] {
  const { name, namespace = '' } = service.metadata;
  return [
    ...virtualServices(view, serviceHost({ namespace, name })),
    ...(['HTTPRoute', 'GRPCRoute'] as const).flatMap(kind =>
      view
        .list<ServiceRoute>(kind, namespace)
        .flatMap(route => attachments(route, name)),
    ),
  ];
}

function virtualServices(view: ClusterView, host: string): RequestRoute[] {
  return routingMeshOf(view, host)
    .virtualServices.filter(
      ({ hosts, gateways, namespace }) =>
        gateways.includes(meshGateway) &&
        hosts.some(one => resolveHost(one, namespace) === host),
    )
    .flatMap(({ object, http }) => {
      const matches = http.flatMap(forSidecars);
      const { kind, metadata } = object;
      return matches.length === 0
        ? []
        : [
            {
              evidence: {
                kind,
                namespace: metadata.namespace,
                name: metadata.name,
                field: 'spec.http',
              },
              ports: matches.includes(undefined)
                ? undefined
                : new Set(matches.flatMap(port => port ?? [])),
            },
          ];
    });
}

/** The ports that the conditions of a route name, undefined for all; nothing where it is for gateways. */
function forSidecars({ match = [] }: HttpRoute): (number | undefined)[] {
  return match.length === 0
    ? [undefined]
    : match
        .filter(({ gateways = [meshGateway] }) =>
          gateways.includes(meshGateway),
        )
        .map(({ port }) => port);
}

interface ServiceRoute extends KubernetesObject {
  spec?: {
    parentRefs?: {
      group?: string;
      kind?: string;
      name?: string;
      port?: number;
    }[];
  };
}

function attachments(
  { kind, metadata, spec }: ServiceRoute,
  service: string,
): RequestRoute[] {
  return (spec?.parentRefs ?? []).flatMap((parent, at) =>
    parent.kind === 'Service' && parent.name === service
      ? [
          {
            evidence: {
              kind,
              namespace: metadata.namespace,
              name: metadata.name,
              field: `spec.parentRefs[${at}]`,
            },
            ports:
              parent.port === undefined ? undefined : new Set([parent.port]),
          },
        ]
      : [],
  );
}
