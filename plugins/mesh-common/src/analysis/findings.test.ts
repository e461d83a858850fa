import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ObservedTraffic } from '../status/ObservedTraffic';
import { evaluateTarget } from '../status/evaluateTarget';
import { ClusterView } from '../view/ClusterView';
import { rules } from './rules';

const object = (
  apiVersion: string,
  kind: string,
  name: string,
  rest: object = {},
): KubernetesObject =>
  ({
    apiVersion,
    kind,
    metadata: {
      name,
      namespace: 'shop',
      ...('metadata' in rest ? (rest.metadata as object) : {}),
    },
    ...('spec' in rest ? { spec: rest.spec } : {}),
    ...('status' in rest ? { status: rest.status } : {}),
  }) as KubernetesObject;

const policy = (name: string, spec: object, created = '2026-01-01T00:00:00Z') =>
  object('security.istio.io/v1', name.split('/')[0], name.split('/')[1], {
    metadata: { creationTimestamp: created },
    spec: { selector: { matchLabels: { app: 'orders' } }, ...spec },
  });

const allow = (spec: object = {}) =>
  policy('AuthorizationPolicy/callers', {
    rules: [
      { from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }] },
    ],
    ...spec,
  });
const strict = policy('PeerAuthentication/strict', {
  mtls: { mode: 'STRICT' },
});

const routes = (
  destinations: object[],
  more: object = {},
  hosts: string[] = ['orders'],
) =>
  object('networking.istio.io/v1', 'VirtualService', 'orders', {
    spec: {
      hosts,
      http: [
        {
          route: destinations.map((destination, at) => ({
            destination,
            weight: at === 0 ? 100 : 0,
          })),
          ...more,
        },
      ],
    },
  });

function codes(
  objects: KubernetesObject[],
  options: {
    proxied?: number;
    pods?: number;
    port?: string;
    observed?: ObservedTraffic;
  } = {},
) {
  const { proxied = 1, pods = 1, port = 'http', observed } = options;
  const view = new ClusterView({
    cluster: 'east',
    objects: [
      object('apps/v1', 'Deployment', 'orders', {
        spec: {
          selector: { matchLabels: { app: 'orders' } },
          template: {
            metadata: {
              labels: {
                app: 'orders',
                ...(proxied > 0 ? { 'sidecar.istio.io/inject': 'true' } : {}),
              },
            },
          },
        },
      }),
      object('v1', 'Service', 'orders', {
        spec: {
          selector: { app: 'orders' },
          ports: [{ name: port, port: 8080 }],
        },
      }),
      ...Array.from({ length: pods }, (_, i) =>
        object('v1', 'Pod', `orders-${i}`, {
          metadata: { labels: { app: 'orders' } },
          spec: { containers: i < proxied ? [{ name: 'istio-proxy' }] : [] },
          status: { phase: 'Running' },
        }),
      ),
      ...objects,
    ],
  });
  return evaluateTarget({
    view,
    target: { cluster: 'east', namespace: 'shop', workload: 'orders' },
    observed,
    catalogCallers: [
      { label: 'web', namespace: 'shop', serviceAccount: 'web' },
    ],
  }).findings.map(({ code, severity }) => `${code} ${severity}`);
}

const seen = (serviceAccount: string, mtls: boolean): ObservedTraffic => ({
  window: '1h',
  callers: [
    {
      workload: serviceAccount,
      namespace: 'shop',
      serviceAccount,
      mtls,
      requestsPerSecond: 1,
    },
  ],
});

const web = object('v1', 'Pod', 'web-1', {
  metadata: { labels: { app: 'web' } },
  spec: { serviceAccountName: 'web', containers: [{ name: 'istio-proxy' }] },
});
const plain = object('networking.istio.io/v1', 'DestinationRule', 'orders', {
  spec: { host: 'orders', trafficPolicy: { tls: { mode: 'DISABLE' } } },
});

describe('what is found wrong', () => {
  it.each([
    [
      'a service outside the mesh',
      'ONM0101 info',
      () => codes([], { proxied: 0 }),
    ],
    [
      'a pod without a proxy among others',
      'ONM0102 warning',
      () => codes([], { pods: 2 }),
    ],
    ['a port that takes plaintext', 'ONM0201 info', () => codes([])],
    [
      'a plaintext caller at a strict port',
      'ONM0202 error',
      () => codes([strict], { observed: seen('old', false) }),
    ],
    [
      'a PeerAuthentication that an older one hides',
      'ONM0203 warning',
      () =>
        codes([
          strict,
          policy(
            'PeerAuthentication/late',
            { mtls: { mode: 'PERMISSIVE' } },
            '2026-02-01T00:00:00Z',
          ),
        ]),
    ],
    [
      'a caller whose DestinationRule does not go with STRICT',
      'ONM0205 warning',
      () => codes([strict, web, plain]),
    ],
    [
      'the same, which was seen to call',
      'ONM0205 error',
      () => codes([strict, web, plain], { observed: seen('web', true) }),
    ],
    [
      'a caller whose DestinationRule turns mTLS off',
      'ONM0206 warning',
      () => codes([web, plain]),
    ],
    ['a service that everyone may call', 'ONM0301 info', () => codes([strict])],
    [
      'a caller that was seen and is denied',
      'ONM0302 error',
      () => codes([strict, allow()], { observed: seen('stranger', true) }),
    ],
    [
      'a caller that a dry run would deny',
      'ONM0303 warning',
      () =>
        codes(
          [
            strict,
            {
              ...allow(),
              metadata: {
                ...allow().metadata,
                annotations: { 'istio.io/dry-run': 'true' },
              },
            },
          ],
          { observed: seen('stranger', true) },
        ),
    ],
    [
      'a DENY by identity where plaintext is taken',
      'ONM0304 warning',
      () => codes([allow({ action: 'DENY' })]),
    ],
    [
      'a rule about methods on a port without a protocol',
      'ONM0305 warning',
      () =>
        codes(
          [
            strict,
            allow({ rules: [{ to: [{ operation: { methods: ['GET'] } }] }] }),
          ],
          { port: 'web' },
        ),
    ],
    [
      'a policy that istiod refuses',
      'ONM0306 error',
      () =>
        codes([
          strict,
          allow({
            rules: [{ when: [{ key: 'request.haeders[x]', values: ['1'] }] }],
          }),
        ]),
    ],
    [
      'a mode for a port of a whole namespace',
      'ONM0204 error',
      () =>
        codes([
          policy('PeerAuthentication/default', {
            selector: undefined,
            portLevelMtls: { '8080': { mode: 'DISABLE' } },
          }),
        ]),
    ],
    [
      'keys for tokens at no address',
      'ONM0307 error',
      () =>
        codes([
          policy('RequestAuthentication/tokens', {
            jwtRules: [{ issuer: 'https://id.example', jwksUri: 'keys' }],
          }),
        ]),
    ],
    [
      'the same, attached to the Service',
      'ONM0307 error',
      () =>
        codes([
          policy('RequestAuthentication/tokens', {
            selector: undefined,
            targetRefs: [{ kind: 'Service', name: 'orders' }],
            jwtRules: [{}],
          }),
        ]),
    ],
    [
      'a route to a subset that nobody defines',
      'ONM0401 error',
      () => codes([routes([{ host: 'orders', subset: 'v2' }])]),
    ],
    [
      'a route without requests to a host that does not exist',
      'ONM0401 warning',
      () => codes([routes([{ host: 'orders' }, { host: 'gone' }])]),
    ],
    [
      'copies for a port that does not exist',
      'ONM0401 warning',
      () =>
        codes([
          routes([{ host: 'orders' }], {
            mirror: { host: 'orders', port: { number: 9 } },
          }),
        ]),
    ],
  ])('%s: %s', (_, expected, found) => {
    expect(found()).toContain(expected);
  });

  it('is nothing at a strict and closed service whose callers are named', () => {
    expect(codes([strict, allow()], { observed: seen('web', true) })).toEqual(
      [],
    );
  });

  it('tells of a failing connection once: neither as a denied caller nor as one in plaintext', () => {
    expect(
      codes([strict, allow(), web, plain], {
        observed: seen('web', true),
      }),
    ).toEqual(['ONM0205 error']);
  });

  it('tells of a DestinationRule once, however many callers follow it', () => {
    const second = object('v1', 'Pod', 'other-1', {
      spec: {
        serviceAccountName: 'other',
        containers: [{ name: 'istio-proxy' }],
      },
    });
    expect(
      codes([web, second, plain], { observed: seen('other', true) }).filter(
        code => code.startsWith('ONM0206'),
      ),
    ).toHaveLength(1);
  });

  it('tells of a route once, however many ports share it', () => {
    const second = object('v1', 'Service', 'orders-too', {
      spec: {
        selector: { app: 'orders' },
        ports: [{ name: 'http', port: 8080 }],
      },
    });
    const both = routes([{ host: 'gone' }], {}, ['orders', 'orders-too']);
    expect(
      codes([second, both]).filter(code => code.startsWith('ONM04')),
    ).toHaveLength(1);
  });

  it('is told by rules whose codes are well formed', () => {
    expect(Object.keys(rules).every(code => /^ONM\d{4}$/.test(code))).toBe(
      true,
    );
  });
});
