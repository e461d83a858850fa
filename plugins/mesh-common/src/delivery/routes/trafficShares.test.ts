import fc from 'fast-check';
import { readVectors } from '../../__testUtils__/vectors';
import {
  KubernetesObject,
  Pod,
  Service,
} from '../../kubernetes/KubernetesObject';
import { VirtualService } from '../VirtualService';
import { DestinationRule } from './DestinationRule';
import { HTTPRoute } from './HTTPRoute';
import { ruleForRequest } from './request';
import { RouteInput } from './RouteInput';
import { trafficShares } from './trafficShares';

interface ExpectedShare {
  version?: string;
  error?: string;
  status?: number;
  percent: number;
}

interface ShareCase {
  id: string;
  mesh: string;
  service: { namespace: string; name: string; port?: number };
  uses?: string[];
  objects?: KubernetesObject[];
  caller?: { namespace: string };
  expect: {
    basis: string;
    invalid?: string;
    unmatched?: number;
    estimate?: boolean;
    rules: {
      rule?: number;
      default?: boolean;
      unreachable?: boolean;
      estimate?: boolean;
      shares: ExpectedShare[];
      shadow?: ExpectedShare[];
    }[];
    findings?: string[];
    requests?: {
      request: {
        method?: string;
        path?: string;
        headers?: Record<string, string>;
      };
      caller?: { namespace: string; labels?: Record<string, string> };
      rule: number | null;
      status?: number;
    }[];
  };
}

const vectors = readVectors<{
  sets: Record<string, KubernetesObject[]>;
  cases: ShareCase[];
}>('routes/shares.yaml');

const meshes: Record<string, RouteInput['mesh']> = {
  istio: 'istio',
  'istio-gamma': 'istio',
  linkerd: 'linkerd',
  none: 'none',
};

function inputOf(one: ShareCase): RouteInput {
  const objects = [
    ...(one.uses ?? []).flatMap(name => vectors?.sets[name] ?? []),
    ...(one.objects ?? []),
  ];
  const ofKind = <T extends KubernetesObject>(kind: T['kind']) =>
    objects.filter((object): object is T => object.kind === kind);
  const services = ofKind<Service>('Service');
  const service = services.find(
    ({ metadata }) => metadata.name === one.service.name,
  );
  if (!service) {
    throw new Error(`${one.id} has no Service ${one.service.name}`);
  }
  return {
    service,
    port: one.service.port,
    mesh: meshes[one.mesh] ?? 'none',
    callerNamespace: one.caller?.namespace,
    services,
    pods: ofKind<Pod>('Pod'),
    virtualServices: ofKind<VirtualService>('VirtualService'),
    destinationRules: ofKind<DestinationRule>('DestinationRule'),
    httpRoutes: ofKind<HTTPRoute>('HTTPRoute'),
  };
}

function rounded<T extends { percent: number }>(shares: T[] | undefined): T[] {
  return (shares ?? []).map(share => ({
    ...share,
    percent: Math.round(share.percent * 100) / 100,
  }));
}

(vectors ? describe : describe.skip)('shares of requests by version', () => {
  it.each(vectors?.cases ?? [])('are those of $id', one => {
    const { expect: expected } = one;
    const found = trafficShares(inputOf(one));
    expect({
      basis: found.basis,
      invalid: found.invalid,
      unmatched: found.unmatched,
      findings: [...found.findings].sort(),
      rules: found.rules.map(rule => ({
        rule: rule.rule,
        default: rule.default,
        unreachable: rule.unreachable,
        estimate: rule.estimate,
        shares: rounded(rule.shares),
        shadow: rounded(rule.shadow),
      })),
    }).toEqual({
      basis: expected.basis,
      invalid: expected.invalid,
      unmatched: expected.unmatched,
      findings: [...(expected.findings ?? [])].sort(),
      rules: expected.rules.map(rule => ({
        rule: rule.rule,
        default: rule.default ?? false,
        unreachable: rule.unreachable ?? false,
        estimate: rule.estimate ?? expected.estimate ?? false,
        shares: rounded(rule.shares),
        shadow: rounded(rule.shadow),
      })),
    });
  });

  const requests =
    vectors?.cases.flatMap(one =>
      (one.expect.requests ?? []).map(asked => ({ one, asked })),
    ) ?? [];

  it(`are also told of ${requests.length} single requests`, () => {
    expect(requests.length).toBe(46);
  });

  it.each(
    requests.map(
      ({ one, asked }) =>
        [one.id, JSON.stringify(asked.request), one, asked] as const,
    ),
  )('of %s: %s takes the rule that it takes', (_id, _text, one, asked) => {
    const { taken, possible, routes } = ruleForRequest(inputOf(one), {
      method: 'GET',
      path: '/',
      headers: {},
      caller: { namespace: one.service.namespace, labels: {}, ...asked.caller },
      ...asked.request,
    });
    expect(taken?.rule ?? null).toBe(asked.rule);
    expect(possible).toEqual(taken ? [taken] : ['unmatched']);
    expect(taken ? undefined : routes.unmatched).toBe(asked.status);
  });
});

const service = (name: string, selector: Record<string, string>): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  spec: { selector, ports: [{ port: 80 }] },
});

const pod = (version: string): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: `orders-${version}`,
    namespace: 'shop',
    labels: { app: 'orders', version },
  },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
});

const orders = service('orders', { app: 'orders' });
const base: RouteInput = {
  service: orders,
  mesh: 'istio',
  services: [
    orders,
    service('orders-v1', { app: 'orders', version: 'v1' }),
    service('orders-v2', { app: 'orders', version: 'v2' }),
  ],
  pods: [pod('v1'), pod('v2')],
  virtualServices: [],
  destinationRules: [],
  httpRoutes: [],
};

const virtualService = (
  http: NonNullable<VirtualService['spec']>['http'],
): VirtualService => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: { name: 'orders', namespace: 'shop' },
  spec: { hosts: ['orders'], http },
});

describe('trafficShares', () => {
  it('says in words which requests go another way', () => {
    const { rules } = trafficShares({
      ...base,
      virtualServices: [
        virtualService([
          {
            match: [
              { headers: { 'x-canary-user': { exact: 'true' } } },
              { uri: { prefix: '/beta' }, method: { exact: 'GET' } },
            ],
            route: [{ destination: { host: 'orders-v2' } }],
          },
          {
            match: [{ sourceNamespace: 'test', headers: { debug: {} } }],
            route: [{ destination: { host: 'orders-v2' } }],
          },
          { route: [{ destination: { host: 'orders-v1' } }] },
        ]),
      ],
    });
    expect(rules.map(({ when }) => when)).toEqual([
      'if header x-canary-user = true, or if path starts with /beta and method = GET',
      'if header debug is present and the caller is in namespace test',
      'all other requests',
    ]);
  });

  it('leaves out the rules for another port, and asks for no port where it is told one', () => {
    const http = [8080, 80].map(port => ({
      match: [{ port }],
      route: [{ destination: { host: `orders-v${port === 80 ? 1 : 2}` } }],
    }));
    const { rules, unmatched } = trafficShares({
      ...base,
      port: 80,
      virtualServices: [virtualService(http)],
    });
    expect(rules.map(({ rule, when }) => [rule, when])).toEqual([
      [1, 'all other requests'],
    ]);
    expect(unmatched).toBeUndefined();
  });

  it.each([
    ['outside the cluster', 'api.example.com'],
    ['of a namespace that was not read', 'orders.other.svc.cluster.local'],
  ])('does not know where a destination %s leads', (_, host) => {
    const { rules, findings } = trafficShares({
      ...base,
      virtualServices: [
        virtualService([{ route: [{ destination: { host } }] }]),
      ],
    });
    expect(rules[0]?.shares).toBeUndefined();
    expect(findings).toEqual([]);
  });

  it('sums to 100 percent or knows nothing, for any weights and meshes', () => {
    const host = fc.constantFrom(
      'orders',
      'orders-v1',
      'orders-v2',
      'gone',
      'x.y',
    );
    const weight = fc.option(fc.integer({ min: -1, max: 1000 }), {
      nil: undefined,
    });
    const route = fc.array(fc.record({ host, weight }), { maxLength: 4 });
    fc.assert(
      fc.property(
        route,
        fc.constantFrom('istio' as const, 'linkerd' as const),
        fc.boolean(),
        (targets, mesh, isHttpRoute) => {
          const { rules } = trafficShares({
            ...base,
            mesh,
            virtualServices: isHttpRoute
              ? []
              : [
                  virtualService([
                    {
                      route: targets.map(one => ({
                        destination: { host: one.host },
                        weight: one.weight,
                      })),
                    },
                  ]),
                ],
            httpRoutes: isHttpRoute
              ? [
                  {
                    apiVersion: 'gateway.networking.k8s.io/v1',
                    kind: 'HTTPRoute',
                    metadata: { name: 'orders', namespace: 'shop' },
                    spec: {
                      parentRefs: [
                        { group: '', kind: 'Service', name: 'orders' },
                      ],
                      rules: [
                        {
                          backendRefs: targets.map(one => ({
                            name: one.host,
                            port: 80,
                            weight: one.weight,
                          })),
                        },
                      ],
                    },
                  },
                ]
              : [],
          });
          const known = rules.flatMap(({ shares }) => (shares ? [shares] : []));
          const sums = known.map(shares =>
            Math.round(shares.reduce((a, { percent }) => a + percent, 0)),
          );
          expect(sums).toEqual(known.map(() => 100));
          expect(known.flat().every(({ percent }) => percent >= 0)).toBe(true);
        },
      ),
    );
  });
});
