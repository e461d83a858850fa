import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ClusterView, ViewGap } from '../view/ClusterView';
import { RouteQuestion, routeRequest } from './routeRequest';

const object = (kind: string, name: string, spec: object, labels = {}) =>
  ({
    apiVersion: 'networking.istio.io/v1',
    kind,
    metadata: { name, namespace: 'shop', labels },
    spec,
  }) as KubernetesObject;

const pod = (name: string, labels: Record<string, string>, account = 'cart') =>
  ({
    ...object(
      'Pod',
      name,
      {
        serviceAccountName: account,
        containers: [{ name: 'app' }, { name: 'istio-proxy' }],
      },
      labels,
    ),
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  }) as KubernetesObject;

const shop = [
  object('Deployment', 'cart', {
    selector: { matchLabels: { app: 'cart' } },
    template: {
      metadata: { labels: { app: 'cart' } },
      spec: { containers: [{ name: 'app' }] },
    },
  }),
  object('Service', 'cart', {
    selector: { app: 'cart' },
    ports: [{ name: 'http', port: 80, targetPort: 8080 }],
  }),
  pod('cart-1', { app: 'cart', version: 'v1' }),
  pod('cart-2', { app: 'cart', version: 'v2' }),
  pod('web-1', { app: 'web', beta: 'yes', 'pod-template-hash': '1' }, 'web'),
  pod('web-2', { app: 'web', beta: 'yes', 'pod-template-hash': '2' }, 'web'),
  object('DestinationRule', 'cart', {
    host: 'cart',
    subsets: [
      { name: 'one', labels: { version: 'v1' } },
      { name: 'two', labels: { version: 'v2' } },
    ],
  }),
];
const to = (...subsets: [string, number?][]) => ({
  route: subsets.map(([subset, weight]) => ({
    destination: { host: 'cart', subset },
    weight,
  })),
});
const routes = (...http: object[]) =>
  object('VirtualService', 'cart', { hosts: ['cart'], http });
const headerCanary = routes(
  { match: [{ headers: { 'x-canary': { exact: 'true' } } }], ...to(['two']) },
  to(['one', 90], ['two', 10]),
);

function ask(
  objects: KubernetesObject[],
  question: Partial<RouteQuestion> = {},
  gaps: ViewGap[] = [],
) {
  const view = new ClusterView({
    cluster: 'test',
    objects: [...shop, ...objects],
    gaps,
  });
  const target = { cluster: 'test', namespace: 'shop', workload: 'cart' };
  return routeRequest(view, target, {
    caller: { namespace: 'shop', serviceAccount: 'web' },
    request: { method: 'GET', path: '/', headers: {} },
    ...question,
  });
}

describe('where a request goes', () => {
  it('is where the first rule that is for it sends it', () => {
    const found = ask([headerCanary], {
      request: { headers: { 'X-Canary': 'true' } },
    });
    expect(found).toEqual({
      state: 'known',
      reason:
        'VirtualService shop/cart sends it there: if header x-canary = true.',
      shares: [{ version: 'v2', percent: 100 }],
      evidence: {
        kind: 'VirtualService',
        namespace: 'shop',
        name: 'cart',
        field: 'spec.http[0]',
      },
    });
    expect(ask([headerCanary]).shares).toEqual([
      { version: 'v1', percent: 90 },
      { version: 'v2', percent: 10 },
    ]);
  });

  it('depends on what is not told of it', () => {
    expect(ask([headerCanary], { request: {} })).toMatchObject({
      state: 'depends',
      possible: ['if header x-canary = true', 'all other requests'],
    });
  });

  it('is nowhere where no rule is for it', () => {
    const onlyApi = routes({
      match: [{ uri: { prefix: '/api' } }],
      ...to(['one']),
    });
    expect(ask([onlyApi])).toMatchObject({ state: 'known', shares: [] });
    expect(ask([onlyApi]).reason).toMatch(/it gets 404/);
  });

  it('can depend on labels of the caller, which are those that all its pods have', () => {
    const forBeta = (label: string, value: string) =>
      routes(
        { match: [{ sourceLabels: { [label]: value } }], ...to(['two']) },
        to(['one']),
      );
    const versions = (label: string, value: string) =>
      ask([forBeta(label, value)]).shares?.map(share =>
        'version' in share ? share.version : share.error,
      );
    expect(versions('beta', 'yes')).toEqual(['v2']);
    expect(versions('beta', 'no')).toEqual(['v1']);
    expect(
      ask([forBeta('beta', 'yes')], {
        caller: { namespace: 'elsewhere', serviceAccount: 'nobody' },
      }).state,
    ).toBe('depends');
  });

  it('is any ready pod for a caller without a proxy, and where there is no route', () => {
    const shares = [
      { version: 'v1', percent: 50 },
      { version: 'v2', percent: 50 },
    ];
    expect(ask([headerCanary], { caller: null })).toMatchObject({
      state: 'known',
      shares,
      reason: expect.stringMatching(
        /A caller without a proxy follows no route/,
      ),
    });
    expect(ask([])).toMatchObject({ state: 'known', shares });
  });

  it('is asked by the port that the workload listens on', () => {
    expect(ask([headerCanary], { port: 8080 }).state).toBe('known');
    expect(ask([headerCanary], { port: 80 })).toMatchObject({
      state: 'unknown',
      reason: 'No Service leads to port 80 of the workload.',
    });
  });

  it('is not known where routes cannot be read', () => {
    expect(
      ask([], {}, [
        { kind: 'VirtualService', reason: 'forbidden', notInstalled: false },
      ]),
    ).toMatchObject({ state: 'unknown' });
  });
});
