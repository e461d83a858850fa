import { Pod, Service } from '../../kubernetes/KubernetesObject';
import { deliveryStatus, DeliveryInput } from '../deliveryStatus';
import { HttpRoute, VirtualService } from '../VirtualService';

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
  spec: { containers: [{ name: 'orders', image: `orders:${version}` }] },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
});

const to = (host: string, weight?: number) => ({
  destination: { host },
  weight,
});

const routes = (http: HttpRoute[]): VirtualService => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: { name: 'orders', namespace: 'shop' },
  spec: { hosts: ['orders'], http },
});

const statusOf = (http: HttpRoute[], more: Partial<DeliveryInput> = {}) =>
  deliveryStatus({
    replicaSets: [],
    pods: [pod('v1'), pod('v2')],
    analysisRuns: [],
    virtualServices: [routes(http)],
    services: [
      service('orders', { app: 'orders' }),
      service('orders-v1', { app: 'orders', version: 'v1' }),
      service('orders-v2', { app: 'orders', version: 'v2' }),
    ],
    workload: {
      kind: 'Deployment',
      namespace: 'shop',
      name: 'orders-v2',
      services: ['orders-v2', 'orders'],
    },
    ...more,
  });

describe('a delivery by routes alone', () => {
  it('tells the share of each version, and that nothing goes on by itself', () => {
    const status = statusOf([
      { route: [to('orders-v1', 90), to('orders-v2', 10)] },
    ]);
    expect(status).toMatchObject({
      controller: 'routes',
      strategy: 'canary',
      phase: 'Paused',
      object: { kind: 'VirtualService', namespace: 'shop', name: 'orders' },
      warnings: [],
    });
    expect(
      status.versions.map(({ name, share, pods, images }) => ({
        name,
        share,
        pods,
        images,
      })),
    ).toEqual([
      {
        name: 'v1',
        share: 90,
        pods: { ready: 1, wanted: 1 },
        images: ['orders:v1'],
      },
      {
        name: 'v2',
        share: 10,
        pods: { ready: 1, wanted: 1 },
        images: ['orders:v2'],
      },
    ]);
  });

  it('tells a header canary in words', () => {
    const status = statusOf([
      {
        match: [{ headers: { 'x-canary-user': { exact: 'true' } } }],
        route: [to('orders-v2')],
      },
      { route: [to('orders-v1')] },
    ]);
    expect(status.strategy).toBe('ab-testing');
    expect(status.rules?.map(({ when, shares }) => [when, shares])).toEqual([
      ['if header x-canary-user = true', [{ version: 'v2', percent: 100 }]],
      ['all other requests', [{ version: 'v1', percent: 100 }]],
    ]);
    expect(status.versions.map(({ name, share }) => [name, share])).toEqual([
      ['v2', 0],
      ['v1', 100],
    ]);
  });

  it('is broken when some requests are sent where nothing answers', () => {
    const status = statusOf([
      { route: [to('orders-v1', 90), to('orders-v3', 10)] },
    ]);
    expect(status.phase).toBe('Degraded');
    expect(status.warnings).toEqual([
      'A destination names a Service that does not exist: its part of the requests gets a 503 answer.',
    ]);
  });

  it.each([
    ['a route only sets limits', [{ route: [to('orders')] }]],
    [
      'every rule does the same',
      [
        { match: [{ uri: { prefix: '/slow' } }], route: [to('orders-v1')] },
        { route: [to('orders-v1')] },
      ],
    ],
    ['there are no rules', []],
  ])('is none where %s', (_, http) => {
    expect(statusOf(http).controller).toBe('none');
  });

  it('is none where Services could not be read', () => {
    const split = [{ route: [to('orders-v1', 90), to('orders-v2', 10)] }];
    expect(statusOf(split, { services: undefined }).controller).toBe('none');
  });

  it('leaves the word to a controller, and adds the rules that depend on the request', () => {
    const status = statusOf(
      [
        {
          match: [{ headers: { 'x-user-type': { exact: 'test' } } }],
          route: [to('orders-primary', 0), to('orders-canary', 100)],
        },
        { route: [to('orders-primary', 0)] },
      ],
      {
        services: [
          service('orders', { app: 'orders' }),
          service('orders-primary', { app: 'orders', version: 'v1' }),
          service('orders-canary', { app: 'orders', version: 'v2' }),
        ],
        canaries: [
          {
            apiVersion: 'flagger.app/v1beta1',
            kind: 'Canary',
            metadata: { name: 'orders', namespace: 'shop' },
            spec: {
              targetRef: { kind: 'Deployment', name: 'orders' },
              analysis: { iterations: 5, match: [{}] },
            },
            status: { phase: 'Progressing' },
          },
        ],
        workload: { kind: 'Deployment', namespace: 'shop', name: 'orders' },
      },
    );
    expect(status.controller).toBe('flagger');
    expect(status.rules?.map(({ when, shares }) => [when, shares])).toEqual([
      [
        'if header x-user-type = test',
        [
          { version: 'v1', percent: 0 },
          { version: 'v2', percent: 100 },
        ],
      ],
      ['all other requests', [{ version: 'v1', percent: 100 }]],
    ]);
  });

  describe('with a Rollout', () => {
    const hashed = (hash: string): Pod => {
      const { metadata, ...rest } = pod(hash);
      return {
        ...rest,
        metadata: {
          ...metadata,
          labels: { app: 'orders', 'rollouts-pod-template-hash': hash },
          ownerReferences: [{ kind: 'ReplicaSet', name: `orders-${hash}` }],
        },
      };
    };
    const subset = (name: string, hash: string) => ({
      name,
      labels: { app: 'orders', 'rollouts-pod-template-hash': hash },
    });
    const toSubset = (name: string, weight: number) => ({
      destination: { host: 'orders', subset: name },
      weight,
    });
    const withRollout = (canaryWeight: number, canaryHash: string) =>
      statusOf(
        [
          {
            route: [
              toSubset('stable', 100 - canaryWeight),
              toSubset('canary', canaryWeight),
            ],
          },
        ],
        {
          pods: [hashed('a'), hashed('b')],
          destinationRules: [
            {
              apiVersion: 'networking.istio.io/v1',
              kind: 'DestinationRule',
              metadata: { name: 'orders', namespace: 'shop' },
              spec: {
                host: 'orders',
                subsets: [subset('stable', 'a'), subset('canary', canaryHash)],
              },
            },
          ],
          rollout: {
            apiVersion: 'argoproj.io/v1alpha1',
            kind: 'Rollout',
            metadata: { name: 'orders', namespace: 'shop' },
          },
        },
      );

    it.each([
      ['the canary has pods', 10, 'b'],
      ['nothing is sent to a subset without pods', 0, 'gone'],
      ['both subsets are one version, as at rest', 0, 'a'],
    ])('finds nothing wrong where %s', (_, weight, hash) => {
      expect(withRollout(weight, hash)).toMatchObject({
        controller: 'argo-rollouts',
        warnings: [],
      });
    });

    it('warns when requests are sent to a subset without pods', () => {
      expect(withRollout(10, 'gone').warnings).toEqual([
        'A destination names a subset that has no ready pod: its part of the requests gets a 503 answer.',
      ]);
    });
  });
});
