import { AppliedRoute, appliedRoutes, sortMergedRoutes } from './appliedRoutes';
import { EffectiveVirtualService } from './effectiveVirtualServices';
import { coversHost } from './hostNames';
import { visibleVirtualServices } from './visibleVirtualServices';

/** One server of an Istio Gateway. */
export interface GatewayServer {
  /** `namespace/name` of the Gateway. */
  gateway: string;
  port: number;
  /** May be qualified: `namespace/host`, `*` for any namespace. */
  hosts: readonly string[];
  httpsRedirect?: boolean;
}

/** What a gateway does with requests for one host. */
export interface GatewayVirtualHost {
  host: string;
  routes: AppliedRoute[];
  /** Every plaintext request is sent to HTTPS, before any route is looked at. */
  httpsRedirect: boolean;
}

/**
 * The hosts that a gateway serves on one listener, with their routes. Other than in sidecars, the routes of all
 * VirtualServices for a host are put together: server by server, VirtualService by VirtualService, and those that take
 * everything last. One server that redirects to HTTPS is enough for the host. Empty where nothing is served: all requests
 * get 404.
 *
 * Source: istio pilot/pkg/networking/core/gateway.go, `buildGatewayHTTPRouteConfig`.
 *
 * @param options.servers - those of one listener
 */
export function gatewayVirtualHosts(options: {
  servers: readonly GatewayServer[];
  virtualServices: readonly EffectiveVirtualService[];
  /** The gateway's pods. */
  proxy: { namespace: string; labels?: Record<string, string> };
}): GatewayVirtualHost[] {
  const { servers, virtualServices, proxy } = options;
  const hosts = new Map<string, GatewayVirtualHost>();
  const hostOf = (name: string): GatewayVirtualHost => {
    const host = name.toLowerCase();
    const known = hosts.get(host) ?? { host, routes: [], httpsRedirect: false };
    hosts.set(host, known);
    return known;
  };
  for (const server of servers) {
    const { gateway, port, httpsRedirect = false } = server;
    const visible = visibleVirtualServices(virtualServices, {
      namespace: proxy.namespace,
      gateway,
    });
    for (const virtualService of visible) {
      const routes = appliedRoutes(virtualService, { ...proxy, gateway, port });
      if (routes.length > 0) {
        for (const name of sharedHosts(server, virtualService)) {
          const host = hostOf(name);
          host.routes.push(...routes);
          host.httpsRedirect ||= httpsRedirect;
        }
      }
    }
    if (httpsRedirect) {
      server.hosts.forEach(name => {
        hostOf(unqualified(name)).httpsRedirect = true;
      });
    }
  }
  return [...hosts.values()].map(host => ({
    ...host,
    routes: sortMergedRoutes(host.routes),
  }));
}

/** The narrower of each pair of hosts that overlap. */
function sharedHosts(
  server: GatewayServer,
  { hosts, namespace }: EffectiveVirtualService,
): Set<string> {
  const served = server.hosts
    .filter(host => {
      const [owner, name] = host.split('/');
      return name === undefined || owner === '*' || owner === namespace;
    })
    .map(unqualified);
  return new Set(
    served.flatMap(wide =>
      hosts.flatMap(host => {
        if (coversHost(host, wide)) {
          return [wide];
        }
        return coversHost(wide, host) ? [host] : [];
      }),
    ),
  );
}

function unqualified(host: string): string {
  return host.slice(host.indexOf('/') + 1);
}
