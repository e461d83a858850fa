import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ClusterView, ViewGap } from '../view/ClusterView';
import { targetRoutes } from './targetRoutes';
import { CallerVerdict, MeshKind } from './TargetStatus';
import { findWorkload } from './Workload';

const object = (
  kind: string,
  name: string,
  rest: object,
  namespace = 'shop',
): KubernetesObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace },
  ...rest,
});

const orders = [
  object('Deployment', 'orders', {
    spec: { template: { metadata: { labels: { app: 'orders' } } } },
  }),
  object('Service', 'orders', {
    spec: {
      selector: { app: 'orders' },
      ports: [
        { name: 'http', port: 80 },
        { name: 'tcp-admin', port: 9000 },
        { name: 'dns', port: 53, protocol: 'UDP' },
      ],
    },
  }),
];

const routes = (
  http: object[],
  spec: object = {},
  namespace = 'shop',
): KubernetesObject =>
  object(
    'VirtualService',
    'orders',
    { spec: { hosts: ['orders.shop.svc.cluster.local'], http, ...spec } },
    namespace,
  );
const to = (host: string, subset?: string, weight?: number) => ({
  destination: { host, subset },
  weight,
});

const caller = (
  namespace: string,
  more: Partial<CallerVerdict> = {},
): CallerVerdict => ({
  caller: { label: namespace, namespace },
  sources: ['catalog'],
  verdict: 'allowed',
  reason: 'It is named.',
  ...more,
});

function ask(
  objects: KubernetesObject[],
  options: {
    mesh?: MeshKind;
    gaps?: ViewGap[];
    callers?: CallerVerdict[];
  } = {},
) {
  const { mesh = 'istio-sidecar', gaps, callers = [] } = options;
  const view = new ClusterView({
    cluster: 'east',
    objects: [...orders, ...objects],
    gaps,
  });
  const workload = findWorkload(view, {
    namespace: 'shop',
    workload: 'orders',
  });
  if (workload === undefined) {
    throw new Error('The view has no workload');
  }
  return targetRoutes({ view, workload, mesh, callers });
}

describe('the routes of a target', () => {
  it('are those of the VirtualService, with shares, timeout, retries and limits', () => {
    const [port] = ask([
      routes([
        {
          match: [{ uri: { prefix: '/v2' }, method: { exact: 'GET' } }],
          route: [to('orders', 'v2')],
        },
        {
          timeout: '3s',
          retries: { attempts: 1 },
          route: [to('orders', 'v1', 80), to('orders', 'v2', 20)],
        },
      ]),
      object('DestinationRule', 'orders', {
        spec: {
          host: 'orders',
          trafficPolicy: { outlierDetection: { consecutive5xxErrors: 7 } },
          subsets: [{ name: 'v1' }, { name: 'v2' }],
        },
      }),
    ]);

    expect(port).toMatchObject({
      service: 'orders',
      port: 80,
      protocol: 'http',
      callers: ['shop'],
      state: 'known',
      evidence: { kind: 'VirtualService', namespace: 'shop', name: 'orders' },
    });
    expect(port.routes.map(({ when }) => when)).toEqual([
      'if path starts with /v2 and method = GET',
      'all other requests',
    ]);
    expect(port.routes[1]).toMatchObject({
      timeout: '3s',
      retries: { attempts: 1 },
      destinations: [
        {
          subset: 'v1',
          percent: 80,
          outlierDetection: { consecutive5xxErrors: 7 },
          evidence: [{ kind: 'DestinationRule', name: 'orders' }],
        },
        { subset: 'v2', percent: 20 },
      ],
      evidence: { field: 'spec.http[1]' },
    });
  });

  it('lead to the Service where no VirtualService has the host', () => {
    const [port] = ask([]);

    expect(port.reason).toContain('No VirtualService has the host');
    expect(port.routes[0].when).toBe('all requests');
    expect(port.routes[0].destinations).toEqual([
      {
        hostname: 'orders.shop.svc.cluster.local',
        port: 80,
        percent: 100,
        evidence: [],
      },
    ]);
  });

  it('differ by the namespace of the caller, which those without a proxy have no say in', () => {
    const forWeb = routes(
      [{ route: [to('gone')] }],
      { exportTo: ['.'] },
      'web',
    );
    const callers = [
      caller('web'),
      caller('back-office'),
      caller('batch', { withoutProxy: true }),
    ];

    expect(
      ask([forWeb], { callers })
        .filter(({ port }) => port === 80)
        .map(port => [port.callers, port.evidence?.namespace]),
    ).toEqual([
      [['shop', 'back-office'], undefined],
      [['web'], 'web'],
    ]);
  });

  it.each([
    ['gone', 'host-not-found'],
    ['orders.elsewhere.svc.cluster.local', undefined],
    ['api.example.com', undefined],
  ])('to %s dangle only where the host is known not to exist', (host, why) => {
    const [port] = ask([routes([{ route: [to(host)] }])]);
    expect(port.routes[0].destinations[0].dangling).toBe(why);
  });

  it('follow a wildcard host, and not the routes of others', () => {
    const [port] = ask([
      object('VirtualService', 'others', {
        spec: { hosts: ['cart'], http: [{ route: [to('cart')] }] },
      }),
      object('VirtualService', 'wide', {
        spec: {
          hosts: ['*.shop.svc.cluster.local'],
          http: [{ route: [to('orders')] }],
        },
      }),
    ]);
    expect(port.evidence?.name).toBe('wide');
  });

  it.each([[[]], [undefined]])(
    'are lent by a delegate, whose hosts are %j',
    hosts => {
      const [port] = ask([
        routes([{ delegate: { name: 'lent', namespace: 'web' } }]),
        object(
          'VirtualService',
          'lent',
          { spec: { hosts, http: [{ route: [to('gone')] }] } },
          'web',
        ),
      ]);
      expect(port.routes[0].evidence).toMatchObject({
        namespace: 'web',
        name: 'lent',
      });
    },
  );

  it('name the VirtualServices that lose, and those for another spelling', () => {
    const short = (name: string, hosts: string[]) =>
      object('VirtualService', name, {
        spec: { hosts, http: [{ route: [to('orders')] }] },
      });
    const [port] = ask([
      short('0', ['orders.shop.svc']),
      short('a', ['orders']),
      short('b', ['orders']),
    ]);
    expect(port.evidence?.name).toBe('a');
    expect(port.shadowed.map(({ name }) => name)).toEqual(['b']);
    expect(
      port.byOtherNames.map(({ name, decidedBy }) => [name, decidedBy.name]),
    ).toEqual([['orders.shop.svc', '0']]);
  });

  it('may be others for callers with labels that a condition asks for', () => {
    const [port] = ask([
      routes([
        { match: [{ sourceLabels: { app: 'batch' } }], route: [to('gone')] },
      ]),
    ]);
    expect(port.reason).toContain('may take other routes');

    const [unlike] = ask([
      routes(
        [{ match: [{ sourceLabels: { app: 'batch' } }], route: [to('gone')] }],
        { hosts: ['orders.web.svc.cluster.local'] },
      ),
    ]);
    expect(unlike.reason).not.toContain('other routes');
  });

  it.each<[string, Parameters<typeof ask>[1], RegExp]>([
    ...['VirtualService', 'DestinationRule'].map(
      (kind): [string, Parameters<typeof ask>[1], RegExp] => [
        `where ${kind}s could not be read`,
        { gaps: [{ kind, reason: 'forbidden', notInstalled: false }] },
        new RegExp(`${kind} objects could not be read: forbidden`),
      ],
    ),
    ['of Linkerd', { mesh: 'linkerd' }, /Linkerd/],
  ])('%s are unknown', (_, options, why) => {
    const [port] = ask([routes([{ route: [to('orders')] }])], options);
    expect(port).toMatchObject({ state: 'unknown', routes: [] });
    expect(port.reason).toMatch(why);
  });

  const waypoint = (...labels: [string, string][]) =>
    object('Namespace', 'shop', {
      metadata: { name: 'shop', labels: Object.fromEntries(labels) },
    });

  it("are nobody's in ambient without a waypoint, as ztunnel follows none", () => {
    const [port] = ask([routes([{ route: [to('gone')] }])], {
      mesh: 'istio-ambient',
    });
    expect(port.state).toBe('known');
    expect(port.reason).toMatch(/ztunnel follows no routes/);
    expect(port.reason).toMatch(/caller with a sidecar follows its own/);
    expect(port.routes).toMatchObject([
      { when: 'all requests', destinations: [{ percent: 100 }] },
    ]);
    expect(port.routes[0]).not.toHaveProperty('retries');
  });

  it('are those that a waypoint follows, of its own namespace and of the Service', () => {
    const named = waypoint(['istio.io/use-waypoint', 'waypoint']);
    const gateway = object('Gateway', 'waypoint', {
      apiVersion: 'gateway.networking.k8s.io/v1',
      spec: {
        gatewayClassName: 'istio-waypoint',
        listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }],
      },
      status: { addresses: [{ type: 'IPAddress', value: '10.0.0.9' }] },
    });
    const here = routes([{ timeout: '7s', route: [to('orders')] }]);
    const elsewhere = {
      ...here,
      metadata: { ...here.metadata, namespace: 'web' },
    };
    const mesh = 'istio-ambient';
    const [bound] = ask([named, gateway, here], { mesh });
    expect(bound.state).toBe('known');
    expect(bound.reason).toMatch(
      /^Waypoint shop\/waypoint follows the routes of the Service\. VirtualService shop\//,
    );
    expect(bound.routes[0].timeout).toBe('7s');
    const [foreign] = ask([named, gateway, elsewhere], { mesh });
    expect(foreign.reason).toMatch(/No VirtualService has the host/);
  });

  it('are unknown in ambient where the waypoint cannot be read', () => {
    const named = waypoint(['istio.io/use-waypoint', 'waypoint']);
    const [unread] = ask([named], {
      mesh: 'istio-ambient',
      gaps: [{ kind: 'Gateway', reason: 'forbidden', notInstalled: false }],
    });
    expect(unread).toMatchObject({ state: 'unknown', routes: [] });
    expect(unread.reason).toMatch(/waypoint/);
  });

  it('of a TCP port lead to the Service unless somebody wrote some, and a UDP port has none', () => {
    const states = (objects: KubernetesObject[], gaps?: ViewGap[]) =>
      ask(objects, { gaps }).map(({ port, state }) => [port, state]);
    expect(states([])).toEqual([
      [80, 'known'],
      [9000, 'known'],
    ]);
    const [, tcp] = ask([]);
    expect(tcp.routes[0]).toMatchObject({ when: 'all connections' });
    expect(tcp.routes[0]).not.toHaveProperty('retries');
    for (const field of ['tcp', 'tls']) {
      expect(
        states([routes([], { [field]: [{ route: [to('orders')] }] })]),
      ).toEqual([
        [80, 'known'],
        [9000, 'unknown'],
      ]);
    }
    expect(
      states(
        [],
        [{ kind: 'VirtualService', reason: 'no', notInstalled: false }],
      ),
    ).toEqual([
      [80, 'unknown'],
      [9000, 'unknown'],
    ]);
  });

  it('have the retries of the mesh where they say nothing', () => {
    const view = new ClusterView({
      cluster: 'east',
      objects: orders,
      mesh: { defaultHttpRetryPolicy: { attempts: 5 } },
    });
    const workload = findWorkload(view, {
      namespace: 'shop',
      workload: 'orders',
    });
    const [port] = targetRoutes({
      view,
      workload: workload!,
      mesh: 'istio-sidecar',
      callers: [],
    });
    expect(port.routes[0].retries?.attempts).toBe(5);
  });
});
