import { found, object, Orders, pod } from './__testUtils__/orders';

describe('routes of a Service in ambient without a waypoint (ONM0402)', () => {
  const about = (kind: string, spec: object) =>
    object('networking.istio.io/v1', kind, 'orders', { spec });
  it.each<[string, Orders, number]>([
    [
      'a VirtualService',
      {
        pods: 'ambient',
        others: [about('VirtualService', { hosts: ['orders'] })],
      },
      1,
    ],
    [
      'a DestinationRule',
      {
        pods: 'ambient',
        others: [about('DestinationRule', { host: 'orders' })],
      },
      1,
    ],
    [
      'a route of the Gateway API',
      {
        pods: 'ambient',
        others: [
          object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'orders', {
            spec: { parentRefs: [{ kind: 'Service', name: 'orders' }] },
          }),
        ],
      },
      1,
    ],
    [
      'one for a gateway',
      {
        pods: 'ambient',
        others: [
          about('VirtualService', { hosts: ['orders'], gateways: ['public'] }),
        ],
      },
      0,
    ],
    [
      'one of another',
      {
        pods: 'ambient',
        others: [about('DestinationRule', { host: 'other' })],
      },
      0,
    ],
    [
      'with a sidecar',
      { others: [about('VirtualService', { hosts: ['orders'] })] },
      0,
    ],
  ])('%s', (_, orders, count) => {
    expect(found('ONM0402', orders)).toHaveLength(count);
  });
});

describe('versions that share requests (ONM0502)', () => {
  const split = (as: 'sidecar' | 'none' = 'sidecar') => [
    pod('orders-2', as, {
      metadata: {
        labels: { app: 'orders', track: 'new', 'pod-template-hash': 'b' },
      },
    }),
    object('networking.istio.io/v1', 'VirtualService', 'orders', {
      spec: {
        hosts: ['orders'],
        http: [
          {
            route: [
              { destination: { host: 'orders', subset: 'old' }, weight: 90 },
              { destination: { host: 'orders', subset: 'new' }, weight: 10 },
            ],
          },
        ],
      },
    }),
    object('networking.istio.io/v1', 'DestinationRule', 'orders', {
      spec: {
        host: 'orders',
        subsets: [
          { name: 'old', labels: { track: 'old' } },
          { name: 'new', labels: { track: 'new' } },
        ],
      },
    }),
  ];
  const rollout = object('argoproj.io/v1alpha1', 'Rollout', 'orders', {
    spec: {
      selector: { matchLabels: { app: 'orders' } },
      strategy: { canary: { steps: [{ setWeight: 20 }, { pause: {} }] } },
      template: {
        metadata: {
          labels: { app: 'orders', 'sidecar.istio.io/inject': 'true' },
        },
      },
    },
  });
  const old = { track: 'old', 'pod-template-hash': 'a' };
  it.each<[string, Orders, number]>([
    ['and are not told apart', { labels: old, others: split() }, 1],
    ['and are', { labels: { ...old, version: 'v1' }, others: split() }, 0],
    [
      'and are by the usual labels of Kubernetes',
      {
        labels: { ...old, 'app.kubernetes.io/version': '2.0' },
        others: split(),
      },
      0,
    ],
    [
      'by a controller, which tells them by their hash',
      { others: [rollout] },
      0,
    ],
    ['or do not', { labels: old }, 0],
    [
      'outside the mesh',
      { pods: 'none', labels: old, others: split('none') },
      0,
    ],
  ])('%s', (_, orders, count) => {
    expect(found('ONM0502', orders)).toHaveLength(count);
  });
});
