import { AppliedRoute, appliedRoutes } from './appliedRoutes';
import { EffectiveVirtualService } from './effectiveVirtualServices';
import { meshGateway } from './gatewayName';
import {
  coversHost,
  defaultClusterDomain,
  isWildcardHost,
  mostSpecificHost,
} from './hostNames';
import { NamedService, virtualHostDomains } from './virtualHostDomains';

/** What sidecars do with requests for some names. */
export interface MeshVirtualHost {
  /** The host that it was made for. */
  host: string;
  /** The names that lead here. */
  domains: string[];
  /** Absent where no VirtualService has routes for the host, and requests go to the service. */
  virtualService?: EffectiveVirtualService;
  routes: AppliedRoute[];
}

/**
 * How the sidecars of a caller sort requests on one port into hosts. VirtualServices claim names in the order in which they
 * are visible, oldest first; a name that is taken stays taken, and what a younger one says about it is dropped, not merged.
 * A VirtualService whose conditions leave no route for the caller claims nothing. A wildcard claims a service only where no
 * more specific host does. A host that is not a service (on port 80 also `name.namespace`) claims that very name and no
 * other spelling.
 *
 * Source: istio pilot/pkg/networking/core/httproute.go, `BuildSidecarOutboundVirtualHosts`.
 */
export function meshVirtualHosts(options: {
  /** Services that have the port. */
  services: readonly NamedService[];
  /** As the caller sees them: from `visibleVirtualServices`. */
  virtualServices: readonly EffectiveVirtualService[];
  caller: { namespace: string; labels?: Record<string, string> };
  port: number;
  clusterDomain?: string;
}): MeshVirtualHost[] {
  const { services, virtualServices, caller, port } = options;
  const { clusterDomain = defaultClusterDomain } = options;
  const dnsDomain = `${caller.namespace}.svc.${clusterDomain}`;
  const fullNames = new Set(services.map(s => s.hostname.toLowerCase()));
  const taken = new Set<string>();
  const hosts: MeshVirtualHost[] = [];

  const claim = (
    service: NamedService | undefined,
    host: string,
    rest: Pick<MeshVirtualHost, 'virtualService' | 'routes'>,
  ) => {
    const { domains, short } = service
      ? virtualHostDomains(service, dnsDomain)
      : { domains: [host], short: [] };
    const free = domains.filter(
      domain =>
        !taken.has(domain.toLowerCase()) &&
        !(short.includes(domain) && fullNames.has(domain)),
    );
    free.forEach(domain => taken.add(domain.toLowerCase()));
    if (free.length > 0) {
      hosts.push({ host, domains: free, ...rest });
    }
  };

  const owners = wildcardOwners(services, virtualServices);
  const routed = new Set<string>();
  for (const virtualService of virtualServices) {
    const routes = appliedRoutes(virtualService, {
      ...caller,
      gateway: meshGateway,
      port,
    });
    if (routes.length > 0) {
      const { own, others } = split(virtualService, services, owners);
      if (own.length > 0 || port === 80) {
        others.forEach(host =>
          claim(undefined, host, { virtualService, routes }),
        );
      }
      for (const service of own) {
        routed.add(service.hostname);
        claim(service, service.hostname, { virtualService, routes });
      }
    }
  }
  services
    .filter(({ hostname }) => !routed.has(hostname))
    .forEach(service => claim(service, service.hostname, { routes: [] }));
  return hosts;
}

/** For each service the VirtualService with the most specific host for it, the first of equals. */
function wildcardOwners(
  services: readonly NamedService[],
  virtualServices: readonly EffectiveVirtualService[],
): Map<string, EffectiveVirtualService> {
  const byHost = new Map<string, EffectiveVirtualService>();
  for (const virtualService of virtualServices) {
    for (const host of virtualService.hosts) {
      byHost.set(host, byHost.get(host) ?? virtualService);
    }
  }
  return new Map(
    services.flatMap(({ hostname }) => {
      const host = mostSpecificHost(hostname, byHost.keys());
      const owner = host === undefined ? undefined : byHost.get(host);
      return owner ? [[hostname, owner] as const] : [];
    }),
  );
}

/** The services that a VirtualService is for, and those of its hosts that are none. */
function split(
  virtualService: EffectiveVirtualService,
  services: readonly NamedService[],
  owners: ReadonlyMap<string, EffectiveVirtualService>,
): { own: NamedService[]; others: string[] } {
  const own: NamedService[] = [];
  const others: string[] = [];
  const hosts = virtualService.hosts.map(host => host.toLowerCase());
  for (const host of hosts.filter(name => !isWildcardHost(name))) {
    const service = services.find(s => s.hostname.toLowerCase() === host);
    if (service) {
      own.push(service);
    } else {
      others.push(host);
    }
  }
  for (const host of hosts.filter(isWildcardHost)) {
    const covered = services.filter(s => coversHost(host, s.hostname));
    own.push(...covered.filter(s => owners.get(s.hostname) === virtualService));
    if (covered.length === 0) {
      others.push(host);
    }
  }
  return { own, others };
}
