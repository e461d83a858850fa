import { validateObject } from './validateObject';

const service = (over: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'orders', namespace: 'shop' },
  spec: { selector: { app: 'orders' }, ports: [{ port: 80 }] },
  ...over,
});

const virtualService = (http: object) => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: { name: 'orders', namespace: 'shop' },
  spec: { hosts: ['orders'], http: [http] },
});

const paths = (object: unknown) =>
  validateObject(object).map(({ path, source }) => [source, path]);

describe('What a cluster would refuse', () => {
  it.each<[string, unknown, string[][]]>([
    ['what is no object', 'orders', [['schema', '']]],
    ['an object without a kind', { apiVersion: 'v1' }, [['schema', '']]],
    [
      'ports of a Service that are no list',
      service({ spec: { ports: 80 } }),
      [['schema', 'spec.ports']],
    ],
    [
      'a container in place of a list of them',
      {
        ...service(),
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        spec: {
          selector: { matchLabels: { app: 'a' } },
          template: {
            metadata: { labels: { app: 'a' } },
            spec: { containers: { name: 'app' }, hostNetwork: 'yes' },
          },
        },
      },
      [
        ['schema', 'spec.template.spec.containers'],
        ['schema', 'spec.template.spec.hostNetwork'],
      ],
    ],
    [
      'a field that is misspelt',
      virtualService({
        rout: [],
        route: [{ destination: { host: 'orders' } }],
      }),
      [['schema', 'spec.http[0].rout']],
    ],
    [
      'a timeout that is none',
      virtualService({
        timeout: '0s',
        route: [{ destination: { host: 'orders' } }],
      }),
      [['cel', 'spec.http[0].timeout']],
    ],
    [
      'weights that add up to nothing',
      virtualService({
        route: [
          { destination: { host: 'orders' }, weight: 0 },
          { destination: { host: 'orders-canary' }, weight: 0 },
        ],
      }),
      [['webhook', 'spec.http[0].route']],
    ],
    [
      'a version that the kind does not have',
      {
        ...virtualService({}),
        apiVersion: 'networking.istio.io/v2',
      },
      [['schema', 'apiVersion']],
    ],
    [
      'a name that is none',
      service({ metadata: { name: '0_orders', namespace: 'Shop' } }),
      [
        ['schema', 'metadata.name'],
        ['schema', 'metadata.namespace'],
      ],
    ],
    [
      'labels and annotations that are none',
      service({
        metadata: {
          name: 'orders',
          labels: { 'a b': 'x', app: 'no good', version: 1 },
          annotations: { '-': '' },
        },
      }),
      [
        ['schema', 'metadata.labels[a b]'],
        ['schema', 'metadata.labels.app'],
        ['schema', 'metadata.labels.version'],
        ['schema', 'metadata.annotations.-'],
      ],
    ],
    [
      'ports without names, and names twice',
      service({
        spec: {
          ports: [
            { port: 80 },
            { port: 0, name: 'http' },
            { port: 81, name: 'http' },
          ],
        },
      }),
      [
        ['schema', 'spec.ports[0].name'],
        ['schema', 'spec.ports[1].port'],
        ['schema', 'spec.ports[2].name'],
      ],
    ],
    [
      'a Deployment whose selector does not find its pods',
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'orders' },
        spec: {
          selector: { matchLabels: { app: 'orders' } },
          template: { metadata: { labels: { app: 'order' } } },
        },
      },
      [['schema', 'spec.template.metadata.labels']],
    ],
  ])('is %s', (_, object, expected) => {
    expect(paths(object)).toEqual(expected);
  });

  it('is what the controller of Argo Rollouts refuses, such as a weight of 120', () => {
    expect(
      validateObject({
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Rollout',
        metadata: { name: 'orders' },
        spec: {
          selector: { matchLabels: { app: 'orders' } },
          template: {
            metadata: { labels: { app: 'orders' } },
            spec: { containers: [{ name: 'orders', image: 'orders:1' }] },
          },
          strategy: { canary: { steps: [{ setWeight: 120 }] } },
        },
      }),
    ).toEqual([
      expect.objectContaining({
        source: 'webhook',
        path: 'spec.strategy.canary.steps[0].setWeight',
      }),
    ]);
  });

  it('names the field that was meant', () => {
    expect(
      validateObject({
        apiVersion: 'security.istio.io/v1',
        kind: 'PeerAuthentication',
        metadata: { name: 'orders' },
        spec: { portlevelmtls: {} },
      }),
    ).toEqual([
      {
        severity: 'error',
        source: 'schema',
        path: 'spec.portlevelmtls',
        message: 'There is no field portlevelmtls; did you mean portLevelMtls?',
      },
    ]);
  });

  it('is not a kind that is not known here', () => {
    expect(
      validateObject({
        apiVersion: 'example.com/v1',
        kind: 'Thing',
        metadata: { name: 'x' },
        spec: { a: 1 },
      }),
    ).toEqual([]);
  });
});
