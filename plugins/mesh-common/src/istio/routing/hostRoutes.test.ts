import fc from 'fast-check';
import { HttpRoute, VirtualService } from '../../delivery/VirtualService';
import { HostDestinationRule } from './DestinationRule';
import { KnownHost } from './destinationBehaviour';
import { destinationRuleIndex } from './destinationRuleIndex';
import { effectiveRetries } from './effectiveRetries';
import { effectiveVirtualServices } from './effectiveVirtualServices';
import { hostRoutes } from './hostRoutes';

const CART = 'cart.shop.svc.cluster.local';

function routes(
  name: string,
  http: HttpRoute[],
  of: {
    hosts?: string[];
    namespace?: string;
    year?: number;
    gateways?: string[];
  } = {},
): VirtualService {
  const { hosts = [CART], namespace = 'shop', year = 2026, gateways } = of;
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: {
      name,
      namespace,
      creationTimestamp: `${year}-01-01T00:00:00Z`,
    },
    spec: { hosts, http, ...(gateways && { gateways }) },
  };
}

function rule(
  namespace: string,
  spec: HostDestinationRule['spec'],
): HostDestinationRule {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: 'cart', namespace },
    spec: { host: CART, ...spec },
  };
}

const to = (host: string, subset?: string, weight?: number) => ({
  destination: { host, subset },
  weight,
});

function ask(of: {
  virtualServices?: VirtualService[];
  rules?: HostDestinationRule[];
  labels?: Record<string, string>;
  port?: number;
  hosts?: Record<string, KnownHost | null | undefined>;
}) {
  const hosts = new Map<string, KnownHost | null | undefined>([
    [CART, { namespace: 'shop', ports: [8080] }],
    ...Object.entries(of.hosts ?? {}),
  ]);
  return hostRoutes({
    mesh: {
      virtualServices: effectiveVirtualServices(of.virtualServices ?? []),
      destinationRules: destinationRuleIndex(of.rules ?? [], {
        rootNamespace: 'istio-system',
      }),
      lookup: name => (hosts.has(name) ? hosts.get(name) : null),
    },
    caller: { namespace: 'web', labels: of.labels },
    service: { hostname: CART },
    port: of.port ?? 8080,
  });
}

describe('hostRoutes', () => {
  it('sends all to the service, with two retries and no timeout, where nothing says otherwise', () => {
    const { decidedBy, routes: found } = ask({});

    expect(decidedBy).toBeUndefined();
    expect(found).toEqual([
      {
        matches: [],
        action: 'route',
        destinations: [
          { hostname: CART, port: 8080, percent: 100, evidence: [] },
        ],
        mirrors: [],
        retries: expect.objectContaining({ attempts: 2, byDefault: true }),
      },
    ]);
  });

  it('follows the oldest VirtualService alone, and names the younger one', () => {
    const {
      decidedBy,
      shadowed,
      routes: found,
    } = ask({
      virtualServices: [
        routes('young', [{ route: [to(CART)], timeout: '1s' }], { year: 2026 }),
        routes('old', [{ route: [to(CART)], timeout: '9s' }], { year: 2024 }),
      ],
    });

    expect(decidedBy?.name).toBe('old');
    expect(shadowed.map(({ name }) => name)).toEqual(['young']);
    expect(found.map(({ timeout }) => timeout)).toEqual(['9s']);
  });

  it('passes over an older one that has no route for this caller', () => {
    const forBatch: HttpRoute = {
      match: [{ sourceLabels: { app: 'batch' } }],
      route: [to(CART)],
      timeout: '9s',
    };
    const virtualServices = [
      routes('batch', [forBatch], { year: 2024 }),
      routes('all', [{ route: [to(CART)] }]),
    ];

    expect(ask({ virtualServices }).decidedBy?.name).toBe('all');
    expect(
      ask({ virtualServices, labels: { app: 'batch' } }).decidedBy?.name,
    ).toBe('batch');
  });

  it('does not apply to sidecars what is bound to a gateway', () => {
    expect(
      ask({
        virtualServices: [
          routes('edge', [{ route: [to(CART)] }], { gateways: ['edge'] }),
        ],
      }).decidedBy,
    ).toBeUndefined();
  });

  it('tells where another spelling of the host has routes of its own', () => {
    const { decidedBy, byOtherNames } = ask({
      port: 80,
      virtualServices: [
        routes('short', [{ route: [to(CART)] }], { hosts: ['cart.shop'] }),
      ],
    });

    expect(decidedBy).toBeUndefined();
    expect(byOtherNames).toEqual([
      {
        name: 'cart.shop',
        decidedBy: { kind: 'VirtualService', namespace: 'shop', name: 'short' },
      },
    ]);
  });

  it('puts the conditions of a route together and stops at what takes everything', () => {
    const { routes: found } = ask({
      virtualServices: [
        routes('cart', [
          {
            match: [{ uri: { exact: '/a' } }, { uri: { exact: '/b' } }],
            route: [to(CART)],
          },
          { route: [to(CART)] },
          { name: 'never', route: [to(CART)] },
        ]),
      ],
    });

    expect(found.map(({ matches }) => matches.length)).toEqual([2, 0]);
    expect(found[1].evidence?.field).toBe('spec.http[1]');
  });

  it('finds what leads nowhere, and says nothing of what it cannot know', () => {
    const { routes: found } = ask({
      hosts: { 'elsewhere.example.com': undefined },
      rules: [rule('shop', { subsets: [{ name: 'v1' }] })],
      virtualServices: [
        routes('cart', [
          {
            route: [
              to(CART, 'v1', 70),
              to(CART, 'v2', 10),
              to('gone', undefined, 10),
              { destination: { host: CART, port: { number: 9 } }, weight: 5 },
              to('elsewhere.example.com', 'v9', 5),
            ],
          },
        ]),
      ],
    });

    expect(
      found[0].destinations.map(d => [d.percent, d.dangling ?? 'fine']),
    ).toEqual([
      [70, 'fine'],
      [10, 'subset-not-found'],
      [10, 'host-not-found'],
      [5, 'port-not-found'],
      [5, 'fine'],
    ]);
  });

  it('loses the subsets of the owner to a rule in the namespace of the caller', () => {
    const { routes: found } = ask({
      rules: [
        rule('shop', { subsets: [{ name: 'v1' }] }),
        rule('web', { trafficPolicy: {} }),
      ],
      virtualServices: [routes('cart', [{ route: [to(CART, 'v1')] }])],
    });

    expect(found[0].destinations[0]).toMatchObject({
      dangling: 'subset-not-found',
      evidence: [{ namespace: 'web' }],
    });
  });

  it('limits a destination by its subset over its host', () => {
    const { routes: found } = ask({
      rules: [
        rule('shop', {
          trafficPolicy: {
            connectionPool: { tcp: { maxConnections: 100 } },
            outlierDetection: { consecutive5xxErrors: 7 },
          },
          subsets: [
            {
              name: 'v1',
              trafficPolicy: {
                connectionPool: { http: { http2MaxRequests: 10 } },
              },
            },
          ],
        }),
      ],
      virtualServices: [routes('cart', [{ route: [to(CART, 'v1')] }])],
    });

    expect(found[0].destinations[0]).toMatchObject({
      connectionPool: { http: { http2MaxRequests: 10 } },
      outlierDetection: { consecutive5xxErrors: 7 },
    });
    expect(found[0].destinations[0].connectionPool?.tcp).toBeUndefined();
  });

  it('tells redirects and answers of the proxy itself from routes', () => {
    expect(
      ask({
        virtualServices: [
          routes('cart', [
            { match: [{ uri: { exact: '/old' } }], redirect: {} },
            { directResponse: { status: 410 }, timeout: '0s' },
          ]),
        ],
      }).routes.map(({ action, timeout }) => [action, timeout]),
    ).toEqual([
      ['redirect', undefined],
      ['direct-response', undefined],
    ]);
  });

  it('answers the same in whatever order the objects come', () => {
    const host = fc.constantFrom(CART, '*.shop.svc.cluster.local', '*', 'cart');
    const anyRoutes = fc
      .record({
        namespace: fc.constantFrom('shop', 'web', 'istio-system'),
        hosts: fc.uniqueArray(host, { minLength: 1, maxLength: 2 }),
        year: fc.integer({ min: 2020, max: 2022 }),
        subset: fc.constantFrom('v1', 'v2'),
      })
      .map(
        ({ subset, ...of }) =>
          (name: string) =>
            routes(name, [{ route: [to(CART, subset)] }], of),
      );
    const anyRule = fc
      .record({
        namespace: fc.constantFrom('shop', 'web', 'istio-system'),
        maxConnections: fc.integer({ min: 1, max: 9 }),
        exportTo: fc.constantFrom<(string[] | undefined)[]>(
          undefined,
          ['.'],
          ['*'],
          ['web', 'shop'],
        ),
      })
      .map(({ namespace, maxConnections, exportTo }) => (name: string) => {
        const made = rule(namespace, {
          trafficPolicy: { connectionPool: { tcp: { maxConnections } } },
          subsets: [{ name: 'v1' }],
          exportTo,
        });
        return { ...made, metadata: { ...made.metadata, name } };
      });
    const shuffled = <T>(make: fc.Arbitrary<(name: string) => T>) =>
      fc
        .array(make, { maxLength: 6 })
        .map(all => all.map((one, at) => one(`o${at}`)))
        .chain(all =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray(all, { minLength: all.length }),
          ),
        );

    fc.assert(
      fc.property(
        shuffled(anyRoutes),
        shuffled(anyRule),
        ([virtualServices, others], [rules, otherRules]) => {
          expect(ask({ virtualServices: others, rules: otherRules })).toEqual(
            ask({ virtualServices, rules }),
          );
        },
      ),
    );
  });
});

describe('effectiveRetries', () => {
  it('takes the route, else the mesh, else the default', () => {
    expect(effectiveRetries(undefined)?.attempts).toBe(2);
    expect(effectiveRetries(undefined, { attempts: 5 })?.attempts).toBe(5);
    expect(effectiveRetries({ attempts: 1 }, { attempts: 5 })?.attempts).toBe(
      1,
    );
    expect(effectiveRetries({ attempts: 0 })).toBeUndefined();
  });

  it.each([
    ['5xx, reset', ['5xx', 'reset'], []],
    ['503,gateway-error', ['gateway-error', 'retriable-status-codes'], [503]],
    ['503,retriable-status-codes', ['retriable-status-codes'], [503]],
  ])('reads the conditions %s', (retryOn, on, statusCodes) => {
    expect(effectiveRetries({ attempts: 1, retryOn })).toMatchObject({
      on,
      statusCodes,
    });
  });
});
