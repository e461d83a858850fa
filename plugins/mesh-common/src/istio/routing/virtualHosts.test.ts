import {
  HttpMatch,
  HttpRoute,
  VirtualService,
} from '../../delivery/VirtualService';
import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { readVectors } from '../../__testUtils__/vectors';
import { sortMergedRoutes } from './appliedRoutes';
import { effectiveVirtualServices } from './effectiveVirtualServices';
import {
  ReferenceGrant,
  isReferenceGranted,
  sortByGatewayApiPrecedence,
} from './gatewayApi';
import { GatewayServer, gatewayVirtualHosts } from './gatewayVirtualHosts';
import { meshVirtualHosts } from './meshVirtualHosts';
import { virtualHostDomains } from './virtualHostDomains';
import { visibleVirtualServices } from './visibleVirtualServices';

interface Gateway extends KubernetesObject {
  spec: {
    servers: {
      hosts: string[];
      port: { number: number; name: string; protocol: string };
      tls?: { httpsRedirect?: boolean };
    }[];
  };
}

interface HostCase {
  id: string;
  port: number;
  service: {
    hostname: string;
    aliases?: { hostname: string }[];
    resolution?: string;
  };
  proxy: { namespace: string; dnsDomain: string };
  services: { hostname: string; ports: { port: number }[] }[];
  objects: VirtualService[];
  expectedDomains: string[] | Record<string, string[]>;
  expectedFirstRouteCluster: Record<string, string>;
  routeName: string;
  gateways: Gateway[];
  virtualServices: VirtualService[];
  expectedRouteCount: Record<string, number>;
  httpsRedirect: boolean;
  routes: Routes[];
  expected: Routes[];
}

interface Routes {
  prefix?: string;
  path?: string;
  regex?: string;
  headers?: { name: string; exact: string }[];
}

interface PrecedenceCase {
  id: string;
  routes: HttpRoute[];
  expected: HttpRoute[];
  objects: ReferenceGrant[];
  expectations: {
    resource: string;
    fromNamespace: string;
    allowed: boolean;
  }[];
}

interface Vectors<T> {
  tables: { table: string; cases: T[] }[];
}

/** What the data asks and we do not claim, with the reason. */
const exceptions = new Map(
  ['domains/14', 'domains/15', 'domains/16'].map(id => [
    id,
    'The addresses of a Service that a proxy adds to its names depend on the address families of the node, which no object shows; the names themselves are checked.',
  ]),
);

const hosts = readVectors<Vectors<HostCase>>(
  'istio/routing/virtual-hosts.yaml',
);
const gatewayApi = readVectors<Vectors<PrecedenceCase>>(
  'istio/routing/gateway-api-precedence.yaml',
);

function casesOf<T extends { id: string }>(
  vectors: Vectors<T> | undefined,
  name: string,
) {
  return (vectors?.tables ?? [])
    .filter(({ table }) => table === name)
    .flatMap(({ cases }) => cases.map(c => [c.id, c] as const));
}

(hosts ? describe : describe.skip)('virtual hosts as in istio', () => {
  it('claims all 43 cases of virtual-hosts.yaml, 3 of them without addresses', () => {
    expect(hosts?.tables.map(t => t.cases.length)).toEqual([18, 7, 16, 2]);
  });

  if (hosts === undefined) {
    return;
  }

  it.each(casesOf(hosts, 'domains'))('%s', (_, c) => {
    const { domains } = virtualHostDomains(
      {
        hostname: c.service.hostname,
        aliases: c.service.aliases?.map(({ hostname }) => hostname),
        headless: c.service.resolution === 'Passthrough',
      },
      c.proxy.dnsDomain,
    );
    const expected = Object.values(c.expectedDomains).flat();

    expect(domains).toEqual(
      exceptions.has(c.id)
        ? expected.filter(domain => !/^[[\d]/.test(domain))
        : expected,
    );
  });

  it.each(casesOf(hosts, 'dedupeDomains'))('sidecar %s', (_, c) => {
    const found = meshVirtualHosts({
      services: c.services.filter(s =>
        s.ports.some(({ port }) => port === c.port),
      ),
      virtualServices: visibleVirtualServices(
        effectiveVirtualServices(c.objects),
        { namespace: c.proxy.namespace, gateway: 'mesh' },
      ),
      caller: { namespace: c.proxy.namespace },
      port: c.port,
    });
    // Every sidecar has this one besides, for hosts that it does not know.
    const domains = { allow_any: ['*'] };
    const clusters = { allow_any: 'PassthroughCluster' };

    expect({
      ...domains,
      ...Object.fromEntries(found.map(h => [`${h.host}:${c.port}`, h.domains])),
    }).toEqual(c.expectedDomains);
    expect({
      ...clusters,
      ...Object.fromEntries(
        found.map(h => [
          `${h.host}:${c.port}`,
          `outbound|${c.port}||${
            h.routes[0]?.route.route?.[0].destination?.host ?? h.host
          }`,
        ]),
      ),
    }).toEqual(c.expectedFirstRouteCluster);
  });

  it.each(casesOf(hosts, 'gatewayMerge'))('merged %s', (_, c) => {
    const servers = listenerServers(c);
    const { port } = servers[0];
    const found = gatewayVirtualHosts({
      servers,
      virtualServices: effectiveVirtualServices(c.virtualServices),
      proxy: { namespace: 'default' },
    });
    // Nothing at all is how a gateway answers 404.
    const served =
      found.length > 0
        ? found.map(h => [`${h.host}:${port}`, [h.host], h.routes.length])
        : [[`blackhole:${port}`, ['*'], 0]];

    expect({
      domains: Object.fromEntries(served.map(([name, names]) => [name, names])),
      counts: Object.fromEntries(
        served.map(([name, , count]) => [name, count]),
      ),
      redirect: found.some(({ httpsRedirect }) => httpsRedirect),
    }).toEqual({
      domains: c.expectedDomains,
      counts: c.expectedRouteCount,
      redirect: c.httpsRedirect,
    });
  });

  it.each(casesOf(hosts, 'sortRoutes'))('merged routes %s', (_, c) => {
    const asRoute = (route: Routes) => ({ route, match: matchOf(route) });

    expect(
      sortMergedRoutes(c.routes.map(asRoute)).map(({ route }) => route),
    ).toEqual(c.expected);
  });
});

function matchOf({ prefix, path, regex, headers = [] }: Routes): HttpMatch {
  return {
    uri: { prefix, exact: path, regex },
    headers: Object.fromEntries(
      headers.map(({ name, exact }) => [name, { exact }]),
    ),
  };
}

// Listeners of plaintext servers are shared by port; a TLS server has its own, named after it.
function listenerServers({ gateways, routeName }: HostCase): GatewayServer[] {
  return gateways.flatMap(({ metadata: { namespace, name }, spec }) =>
    spec.servers
      .filter(({ port }) =>
        port.protocol === 'HTTP'
          ? routeName === `http.${port.number}`
          : routeName ===
            `https.${port.number}.${port.name}.${name}.${namespace}`,
      )
      .map(({ hosts: served, port, tls }) => ({
        gateway: `${namespace}/${name}`,
        port: port.number,
        hosts: served,
        httpsRedirect: tls?.httpsRedirect,
      })),
  );
}

(gatewayApi ? describe : describe.skip)('Gateway API as in istio', () => {
  it('claims all 13 cases of gateway-api-precedence.yaml', () => {
    expect(gatewayApi?.tables.map(t => t.cases.length)).toEqual([7, 6]);
  });

  if (gatewayApi === undefined) {
    return;
  }

  it.each(casesOf(gatewayApi, 'sortHttpRoutes'))('routes %s', (_, c) => {
    expect(sortByGatewayApiPrecedence(c.routes)).toEqual(c.expected);
  });

  it.each(casesOf(gatewayApi, 'referenceGrant'))('reference %s', (_, c) => {
    for (const { resource, fromNamespace, allowed } of c.expectations) {
      const [namespace, name] = resource.split('//')[1].split('/');

      expect(
        isReferenceGranted(
          c.objects,
          {
            group: 'gateway.networking.k8s.io',
            kind: 'Gateway',
            namespace: fromNamespace,
          },
          { group: '', kind: 'Secret', namespace, name },
        ),
      ).toBe(allowed);
    }
  });
});
