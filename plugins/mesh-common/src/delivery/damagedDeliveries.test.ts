import fc from 'fast-check';
import { damaged } from './__testUtils__/damaged';
import { deliveryStatus, DeliveryInput } from './deliveryStatus';

const meta = (name: string) => ({ name, namespace: 'shop' });

const pod = (workload: string) => ({
  apiVersion: 'v1',
  kind: 'Pod' as const,
  metadata: {
    ...meta(`${workload}-1`),
    labels: { app: workload, 'pod-template-hash': 'x' },
    ownerReferences: [{ kind: 'ReplicaSet', name: `${workload}-x` }],
  },
  spec: { containers: [{ name: 'c', image: 'orders' }] },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
});

const service = (name: string, app: string) => ({
  apiVersion: 'v1',
  kind: 'Service' as const,
  metadata: meta(name),
  spec: { selector: { app }, ports: [{ port: 80 }] },
});

const whole: DeliveryInput = {
  replicaSets: [],
  pods: [pod('orders'), pod('orders-primary')],
  analysisRuns: [],
  services: [
    service('orders', 'orders-primary'),
    service('orders-primary', 'orders-primary'),
    service('orders-canary', 'orders'),
  ],
  virtualServices: [
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: meta('orders'),
      spec: {
        hosts: ['orders'],
        gateways: ['mesh'],
        exportTo: ['.'],
        http: [
          {
            match: [
              {
                headers: { a: { exact: 'b' } },
                uri: { prefix: '/' },
                port: 80,
              },
            ],
            route: [{ destination: { host: 'orders-canary', subset: 's' } }],
            mirror: { host: 'orders-canary' },
            mirrorPercentage: { value: 3 },
            mirrors: [{ destination: { host: 'orders-canary' } }],
          },
          {
            route: [
              { destination: { host: 'orders-primary' }, weight: 70 },
              { destination: { host: 'orders-canary' }, weight: 30 },
            ],
          },
        ],
      },
    },
  ],
  destinationRules: [
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: meta('orders'),
      spec: { host: 'orders-canary', subsets: [{ name: 's', labels: {} }] },
    },
  ],
  httpRoutes: [
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: meta('orders'),
      spec: {
        parentRefs: [{ group: '', kind: 'Service', name: 'orders', port: 80 }],
        rules: [
          {
            matches: [
              {
                path: { type: 'PathPrefix', value: '/' },
                headers: [{ name: 'a', value: 'b' }],
              },
            ],
            filters: [
              {
                type: 'RequestMirror',
                requestMirror: {
                  backendRef: { name: 'orders-canary', port: 80 },
                  fraction: { numerator: 1, denominator: 2 },
                },
              },
            ],
            backendRefs: [
              { name: 'orders-primary', port: 80, weight: 70 },
              { name: 'orders-canary', port: 80, weight: 30 },
            ],
          },
        ],
      },
      status: {
        parents: [
          {
            parentRef: { name: 'orders', port: 80 },
            conditions: [{ type: 'Accepted', status: 'True' }],
          },
        ],
      },
    },
  ],
  canaries: [
    {
      apiVersion: 'flagger.app/v1beta1',
      kind: 'Canary',
      metadata: meta('orders'),
      spec: {
        targetRef: { kind: 'Deployment', name: 'orders' },
        service: { port: 80 },
        analysis: {
          stepWeight: 10,
          maxWeight: 50,
          webhooks: [{ name: 'gate', type: 'confirm-promotion' }],
        },
      },
      status: { phase: 'Progressing', canaryWeight: 30, failedChecks: 1 },
    },
  ],
  events: [
    {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: meta('e'),
      involvedObject: { kind: 'Canary', name: 'orders', namespace: 'shop' },
      message: 'Halt orders.shop advancement success rate 1% < 99%',
      lastTimestamp: '2026-01-01T00:00:00Z',
    },
  ],
  workload: {
    kind: 'Deployment',
    namespace: 'shop',
    name: 'orders',
    services: ['orders'],
  },
};

const variants = (input: DeliveryInput): DeliveryInput[] => [
  input,
  { ...input, virtualServices: [] },
  { ...input, canaries: [] },
  { ...input, canaries: [], mesh: 'linkerd' },
];

describe('a delivery by Flagger or by routes, of any objects', () => {
  it('is all of these when nothing is damaged', () => {
    expect(
      variants(whole).map(input => deliveryStatus(input).controller),
    ).toEqual(['flagger', 'flagger', 'routes', 'routes']);
  });

  it('never throws, however the objects are truncated', () => {
    fc.assert(
      fc.property(damaged({ input: whole }), ({ input }) => {
        for (const variant of variants(input)) {
          expect(() => deliveryStatus(variant)).not.toThrow();
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('has shares of every rule that sum to 100, or are unknown', () => {
    fc.assert(
      fc.property(damaged({ input: whole }), ({ input }) => {
        for (const variant of variants(input)) {
          const { rules = [] } = deliveryStatus(variant);
          const sums = rules.map(({ shares }) =>
            shares
              ? Math.round(shares.reduce((a, { percent }) => a + percent, 0))
              : 100,
          );
          expect(sums).toEqual(rules.map(() => 100));
        }
      }),
      { numRuns: 500 },
    );
  });
});
