import { HttpRoute, VirtualService } from '../../delivery/VirtualService';
import { durationSeconds } from '../../delivery/durationSeconds';
import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { readVectors } from '../../__testUtils__/vectors';
import { ReferenceGrant, isReferenceGranted } from './gatewayApi';
import { GatewayApiRule } from './GatewayApiRule';
import { gatewayApiRoutes } from './gatewayApiRoutes';
import { readDocuments } from './__testUtils__/readDocuments';

describe('gatewayApiRoutes', () => {
  const routesOf = (rule: GatewayApiRule, isGranted?: () => boolean) =>
    gatewayApiRoutes(rule, 0, { namespace: 'shop', name: 'cart', isGranted });

  it('makes one route of each condition', () => {
    expect(
      routesOf({
        matches: [{ path: { value: '/a/' } }, { method: 'GET' }],
        backendRefs: [{ name: 'cart', port: 80 }],
      }).map(({ match }) => match),
    ).toEqual([[{ uri: { prefix: '/a' } }], [{ method: { exact: 'GET' } }]]);
  });

  it('answers 500 itself where no backend has a weight', () => {
    expect(
      routesOf({ backendRefs: [{ name: 'cart', port: 80, weight: 0 }] })[0],
    ).toMatchObject({ directResponse: { status: 500 } });
  });

  it('mirrors nothing to a host that does not exist', () => {
    const rule: GatewayApiRule = {
      filters: [{ requestMirror: { backendRef: { name: 'gone', port: 80 } } }],
    };
    const of = (isKnown: () => boolean) =>
      gatewayApiRoutes(rule, 0, { namespace: 'shop', name: 'cart', isKnown });

    expect(of(() => false)[0].mirrors).toBeUndefined();
    expect(of(() => true)[0].mirrors).toHaveLength(1);
  });

  it('keeps the share of a backend that may not be referred to', () => {
    const backendRefs = [
      { name: 'cart', port: 80, weight: 9 },
      { name: 'cart', namespace: 'other', port: 80, weight: 1 },
    ];

    expect(routesOf({ backendRefs }, () => false)[0].route?.[1]).toEqual({
      destination: {},
      weight: 1,
    });
    expect(
      routesOf({ backendRefs }, () => true)[0].route?.[1].destination?.host,
    ).toBe('cart.other.svc.cluster.local');
  });

  it('limits each try where there are retries, and the request otherwise', () => {
    const timeouts = { request: '10s', backendRequest: '2s' };

    expect(routesOf({ timeouts })[0].timeout).toBe('2s');
    expect(routesOf({ timeouts, retry: { attempts: 3 } })[0]).toMatchObject({
      timeout: '10s',
      retries: { attempts: 3, perTryTimeout: '2s' },
    });
  });
});

interface ApiRoute extends KubernetesObject {
  kind: 'HTTPRoute' | 'GRPCRoute';
  spec: { rules?: GatewayApiRule[] };
}

/** Kinds of backends in the data that are not translated, with the reason. */
const exceptions = new Map([
  [
    'InferencePool',
    'Belongs to an extension of the Gateway API, read only with a feature flag of istiod: istio pilot/pkg/config/kube/gateway/conversion.go, `buildDestination`, ENABLE_GATEWAY_API_INFERENCE_EXTENSION.',
  ],
  [
    'XBackend',
    'Experimental, read only with a feature flag of istiod: istio pilot/pkg/config/kube/gateway/conversion.go, `buildDestination`.',
  ],
]);

const FOLDER = 'istio/routing/gateway-api';
const index = readVectors<{
  cases: { name: string; input: string; expected?: string }[];
}>(`${FOLDER}/index.yaml`);
const context = readVectors<{ services: { hostname: string }[] }>(
  `${FOLDER}/context.yaml`,
);
const known = new Set(context?.services.map(({ hostname }) => hostname));

// Which parents and listeners take a route, and the TLS and TCP routes, are not claimed: only what a rule comes to.
(index ? describe : describe.skip)('Gateway API routes as in istio', () => {
  const cases = (index?.cases ?? []).flatMap(({ name, input, expected }) =>
    expected === undefined
      ? []
      : expectedRoutes(name, `${FOLDER}/${input}`, `${FOLDER}/${expected}`),
  );

  it('claims 117 of 130 routes of the 54 files of gateway-api; 13 are exceptions', () => {
    expect(index?.cases.length).toBe(54);
    expect(cases.length).toBe(130);
    expect(cases.filter(c => c.exception).length).toBe(13);
  });

  const claimed = cases.filter(c => c.exception === undefined);
  if (claimed.length > 0) {
    it.each(claimed.map(c => [c.title, c] as const))('%s', (_, c) => {
      expect(c.candidates).toContainEqual(c.expected);
    });
  }
});

function expectedRoutes(name: string, input: string, expected: string) {
  const objects = readDocuments(input);
  const routes = objects.filter(isApiRoute);
  const grants = objects.filter(
    (o): o is ReferenceGrant => o.kind === 'ReferenceGrant',
  );
  return readDocuments(expected)
    .filter((o): o is VirtualService => o.kind === 'VirtualService')
    .flatMap(({ metadata, spec }) => {
      const isMesh = spec?.gateways?.includes('mesh') === true;
      return (spec?.http ?? []).map((http, at) => {
        const named = routes.flatMap(route =>
          (route.spec.rules ?? []).map((rule, position) => ({
            kinds: (rule.backendRefs ?? []).map(({ kind = '' }) => kind),
            translated: translate(
              route,
              rule,
              position,
              isMesh ? [] : grants,
              isMesh,
            ),
          })),
        );
        const sources = named.filter(({ translated }) =>
          translated.some(route => route.name === http.name),
        );
        const exception = sources
          .flatMap(({ kinds }) => kinds)
          .find(kind => exceptions.has(kind));
        return {
          title: `${name}: ${metadata.name} http[${at}]`,
          expected: normal(withoutParentPort(http, isMesh)),
          candidates: sources.flatMap(({ translated }) =>
            translated.map(normal),
          ),
          exception: exception && exceptions.get(exception),
        };
      });
    });
}

function translate(
  { kind, metadata }: ApiRoute,
  rule: GatewayApiRule,
  position: number,
  grants: readonly ReferenceGrant[],
  isMesh: boolean,
): HttpRoute[] {
  const namespace = metadata.namespace ?? '';
  const group = 'gateway.networking.k8s.io';
  return gatewayApiRoutes(rule, position, {
    namespace,
    name: metadata.name,
    clusterDomain: 'domain.suffix',
    isKnown: hostname => known.has(hostname),
    isGranted: isMesh
      ? undefined
      : backend =>
          isReferenceGranted(
            grants,
            { group, kind, namespace },
            {
              group: backend.group ?? '',
              kind: backend.kind ?? 'Service',
              namespace: backend.namespace,
              name: backend.name,
            },
          ),
  });
}

function isApiRoute(object: KubernetesObject): object is ApiRoute {
  return object.kind === 'HTTPRoute' || object.kind === 'GRPCRoute';
}

// The port of a parent narrows the routes of a mesh, after they were made.
function withoutParentPort(route: HttpRoute, isMesh: boolean): HttpRoute {
  const match = route.match?.map(({ port: _, ...rest }) => rest);
  const { match: __, ...rest } = route;
  return isMesh && match
    ? {
        ...rest,
        ...(match.some(m => Object.keys(m).length > 0) && { match }),
      }
    : route;
}

// Upstream writes durations in seconds, and leaves out what is empty.
function normal(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(normal);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [
      key,
      ['timeout', 'perTryTimeout', 'backoff', 'maxAge'].includes(key)
        ? durationSeconds(String(field))
        : normal(field),
    ]),
  );
}
