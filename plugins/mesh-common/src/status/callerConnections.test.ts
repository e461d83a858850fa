import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ClusterView, MeshSettings, ViewGap } from '../view/ClusterView';
import { evaluateTarget } from './evaluateTarget';
import { ObservedCaller } from './ObservedTraffic';

const object = (
  kind: string,
  namespace: string,
  name: string,
  spec: object,
  labels: Record<string, string> = { app: name },
): KubernetesObject & { spec: object } => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace, labels },
  spec,
});

const pod = (
  name: string,
  proxy: 'sidecar' | 'ambient' | 'none',
  options: { namespace?: string; labels?: Record<string, string> } = {},
) => {
  const app = name.split('-')[0];
  const made = object(
    'Pod',
    options.namespace ?? 'shop',
    name,
    {
      serviceAccountName: app,
      containers: [
        { name: 'app', ports: [{ name: 'web', containerPort: 8080 }] },
        ...(proxy === 'sidecar' ? [{ name: 'istio-proxy' }] : []),
      ],
    },
    { app, ...options.labels },
  );
  if (proxy === 'ambient') {
    made.metadata.annotations = { 'ambient.istio.io/redirection': 'enabled' };
  }
  return made;
};

const orders = [
  object('Deployment', 'shop', 'orders', {
    selector: { matchLabels: { app: 'orders' } },
    template: {
      metadata: { labels: { app: 'orders' } },
      spec: {
        serviceAccountName: 'orders',
        containers: [{ name: 'app', ports: [{ containerPort: 8080 }] }],
      },
    },
  }),
  object('Service', 'shop', 'orders', {
    selector: { app: 'orders' },
    ports: [
      { name: 'http', port: 80, targetPort: 'web' },
      { name: 'tcp-admin', port: 9090 },
    ],
  }),
];
const caller = { label: 'web', namespace: 'web', serviceAccount: 'web' };
const web = (proxy: Parameters<typeof pod>[1], name = 'web-1') =>
  pod(name, proxy, { namespace: 'web' });
const server = pod('orders-1', 'sidecar');
const mode = (value: string, ports?: Record<string, string>) =>
  object('PeerAuthentication', 'shop', 'default', {
    mtls: { mode: value },
    ...(ports && {
      selector: { matchLabels: { app: 'orders' } },
      portLevelMtls: Object.fromEntries(
        Object.entries(ports).map(([port, of]) => [port, { mode: of }]),
      ),
    }),
  });
const rule = (namespace: string, spec: object) =>
  object('DestinationRule', namespace, 'orders', {
    host: 'orders.shop.svc.cluster.local',
    ...spec,
  });
const annotated = (of: KubernetesObject, name: string, value: string) => ({
  ...of,
  metadata: {
    ...of.metadata,
    annotations: { [`traffic.sidecar.istio.io/${name}`]: value },
  },
});
const tls = (value: string) => ({ trafficPolicy: { tls: { mode: value } } });

function evaluate(
  objects: KubernetesObject[],
  options: {
    seen?: Partial<ObservedCaller>;
    gaps?: ViewGap[];
    mesh?: Partial<MeshSettings>;
  } = {},
) {
  const { seen, gaps, mesh } = options;
  return evaluateTarget({
    view: new ClusterView({
      cluster: 'east',
      objects: [...orders, ...objects],
      gaps,
      mesh,
    }),
    target: { cluster: 'east', namespace: 'shop', workload: 'orders' },
    observed: seen && {
      window: '30m',
      callers: [
        {
          namespace: 'web',
          serviceAccount: 'web',
          requestsPerSecond: 1,
          ...seen,
        },
      ],
    },
    catalogCallers: [caller],
  });
}

function connectionsOf(...question: Parameters<typeof evaluate>) {
  return evaluate(...question).access.callers[0].connections;
}

describe('connections of known callers', () => {
  it.each<[string, KubernetesObject[], object]>([
    [
      'mTLS by itself, between sidecars',
      [web('sidecar'), server],
      { sends: 'mtls', outcome: 'mtls', evidence: [] },
    ],
    [
      'mTLS by tunnel, between ambient pods, against any DestinationRule',
      [web('ambient'), pod('orders-1', 'ambient'), rule('web', tls('DISABLE'))],
      { sends: 'mtls', outcome: 'mtls' },
    ],
    [
      'plaintext, from a pod without a proxy, which PERMISSIVE takes',
      [web('none'), server, mode('PERMISSIVE')],
      {
        sends: 'plaintext',
        outcome: 'plaintext',
        evidence: [{ kind: 'PeerAuthentication', name: 'default' }],
      },
    ],
    [
      'plaintext, from a pod without a proxy, which STRICT refuses',
      [web('none'), server, mode('STRICT')],
      { sends: 'plaintext', outcome: 'fails' },
    ],
    [
      "plaintext, by the caller's own DestinationRule, which STRICT refuses",
      [web('sidecar'), server, mode('STRICT'), rule('web', tls('DISABLE'))],
      {
        sends: 'plaintext',
        outcome: 'fails',
        reason:
          "The caller sends plaintext: the DestinationRule for orders.shop.svc.cluster.local sets DISABLE; and the endpoint's mode is STRICT, which refuses it.",
        evidence: [
          {
            kind: 'DestinationRule',
            namespace: 'web',
            name: 'orders',
            field: 'spec.trafficPolicy.tls.mode',
            value: 'DISABLE',
          },
          { kind: 'PeerAuthentication', namespace: 'shop', name: 'default' },
        ],
      },
    ],
    [
      'mTLS, by a DestinationRule, to a pod without a proxy',
      [
        web('sidecar'),
        pod('orders-1', 'none'),
        rule('shop', tls('ISTIO_MUTUAL')),
      ],
      { sends: 'mtls', outcome: 'fails' },
    ],
    [
      'TLS that the application has to end',
      [web('sidecar'), server, rule('web', tls('SIMPLE'))],
      { sends: 'tls', outcome: 'tls' },
    ],
    [
      'certificates of its own, of which nothing can be told',
      [web('sidecar'), server, rule('web', tls('MUTUAL'))],
      { sends: 'custom-mtls', outcome: 'unknown' },
    ],
    [
      'different things from different pods, of which some fail',
      [web('sidecar'), web('none', 'web-2'), server, mode('STRICT')],
      { sends: 'varies', outcome: 'partly-fails' },
    ],
    [
      'different things to different pods, all of which get through',
      [web('sidecar'), server, pod('orders-2', 'none')],
      { sends: 'varies', outcome: 'varies' },
    ],
    [
      'plaintext, as it keeps the port from its sidecar',
      [annotated(web('sidecar'), 'excludeOutboundPorts', '80,9090'), server],
      { sends: 'plaintext', outcome: 'plaintext' },
    ],
    [
      'mTLS, that nobody answers at a port kept from the sidecar',
      [web('sidecar'), annotated(server, 'excludeInboundPorts', '8080,9090')],
      { sends: 'mtls', outcome: 'fails' },
    ],
    [
      'plaintext, that STRICT does not refuse at a port kept from the sidecar',
      [
        web('none'),
        annotated(server, 'includeInboundPorts', ''),
        mode('STRICT'),
      ],
      { sends: 'plaintext', outcome: 'plaintext' },
    ],
    ['nothing that is known, without pods', [server], { outcome: 'unknown' }],
  ])('%s', (_, objects, expected) => {
    expect(connectionsOf(objects)).toMatchObject([
      {
        ports: [
          { service: 'orders', port: 80, name: 'http' },
          { service: 'orders', port: 9090, name: 'tcp-admin' },
        ],
        ...expected,
      },
    ]);
  });

  it('tells ports apart, by the port of the Service and that of the pod', () => {
    const portRule = rule('web', {
      trafficPolicy: {
        portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'DISABLE' } }],
      },
    });
    expect(
      connectionsOf([
        web('sidecar'),
        server,
        mode('STRICT', { 8080: 'PERMISSIVE' }),
        portRule,
      ]),
    ).toMatchObject([
      { ports: [{ port: 80 }], outcome: 'plaintext' },
      { ports: [{ port: 9090 }], outcome: 'mtls' },
    ]);
  });

  it('follows the rule that is for these callers only', () => {
    const forBatch = rule('web', {
      ...tls('DISABLE'),
      workloadSelector: { matchLabels: { tier: 'batch' } },
    });
    const batch = pod('web-1', 'sidecar', {
      namespace: 'web',
      labels: { tier: 'batch' },
    });
    expect(connectionsOf([batch, server, forBatch])).toMatchObject([
      { outcome: 'plaintext' },
    ]);
    expect(connectionsOf([web('sidecar'), server, forBatch])).toMatchObject([
      { outcome: 'mtls' },
    ]);
  });

  it('follows the subset that routes lead to', () => {
    const subsets = rule('shop', {
      subsets: [
        { name: 'v1', labels: { app: 'orders' } },
        { name: 'v2', labels: { app: 'orders' }, ...tls('DISABLE') },
      ],
    });
    const route = (subset: string) =>
      object('VirtualService', 'shop', 'orders', {
        hosts: ['orders'],
        http: [{ route: [{ destination: { host: 'orders', subset } }] }],
      });
    const [http] =
      connectionsOf([web('sidecar'), server, subsets, route('v2')]) ?? [];
    expect(http).toMatchObject({ ports: [{ port: 80 }], outcome: 'plaintext' });
    expect(
      connectionsOf([web('sidecar'), server, subsets, route('v1')]),
    ).toMatchObject([{ outcome: 'mtls' }]);
  });

  it('need not be explained by what was seen where pods explain it', () => {
    const partly = [web('sidecar'), server, pod('orders-2', 'none')];
    expect(connectionsOf(partly, { seen: { mtls: false } })).toEqual(
      connectionsOf(partly),
    );
  });

  it('believes what was seen where pods say otherwise', () => {
    expect(
      connectionsOf([web('sidecar'), server, mode('STRICT')], {
        seen: { mtls: false },
      }),
    ).toMatchObject([
      {
        outcome: 'partly-fails',
        reason: expect.stringContaining('it was seen to call in plaintext'),
      },
    ]);
    expect(
      connectionsOf([web('none'), server, mode('STRICT')], {
        seen: { mtls: true },
      }),
    ).toMatchObject([{ outcome: 'unknown' }]);
  });

  it.each(['DestinationRule', 'PeerAuthentication'])(
    'are unknown where %s objects could not be read',
    kind => {
      const gaps = [{ kind, reason: 'forbidden', notInstalled: false }];
      expect(connectionsOf([web('sidecar'), server], { gaps })).toMatchObject([
        {
          sends: 'unknown',
          outcome: 'unknown',
          reason: `${kind} objects could not be read: forbidden.`,
        },
      ]);
    },
  );

  it.each([
    ['Pod', [orders[1]]],
    ['Service', []],
  ])('are unknown where %s objects could not be read', (kind, services) => {
    const view = new ClusterView({
      cluster: 'east',
      objects: [orders[0], ...services, server],
      gaps: [{ kind, reason: 'forbidden', notInstalled: false }],
    });
    const { access } = evaluateTarget({
      view,
      target: { cluster: 'east', namespace: 'shop', workload: 'orders' },
      catalogCallers: [caller],
    });
    expect(access.callers[0].connections).toMatchObject([
      {
        outcome: 'unknown',
        reason: `${kind} objects could not be read: forbidden.`,
      },
    ]);
  });

  it('need no DestinationRules where no sidecar follows any', () => {
    const gaps = [
      { kind: 'DestinationRule', reason: 'forbidden', notInstalled: false },
    ];
    expect(connectionsOf([web('none'), server], { gaps })).toMatchObject([
      { outcome: 'plaintext' },
    ]);
  });

  it('are not mTLS where the mesh config turns automatic mTLS off', () => {
    expect(
      connectionsOf([web('sidecar'), server], {
        mesh: { enableAutoMtls: false },
      }),
    ).toMatchObject([{ sends: 'plaintext', outcome: 'plaintext' }]);
  });
});

describe('access of callers, given their connections', () => {
  const allowWeb = object('AuthorizationPolicy', 'shop', 'callers', {
    rules: [
      { from: [{ source: { principals: ['cluster.local/ns/web/sa/web'] } }] },
    ],
  });
  const verdict = (...objects: KubernetesObject[]) =>
    evaluate([server, allowWeb, ...objects]).access.callers[0];

  it('is as the rules say where the proxy shows who calls', () => {
    expect(verdict(web('sidecar')).verdict).toBe('allowed');
  });

  it('is denied where a DestinationRule hides who calls', () => {
    expect(verdict(web('sidecar'), rule('web', tls('DISABLE'))).verdict).toBe(
      'denied',
    );
  });

  it('is denied where the connection fails, with both objects at hand', () => {
    expect(
      verdict(web('sidecar'), rule('web', tls('DISABLE')), mode('STRICT')),
    ).toMatchObject({
      verdict: 'denied',
      reason: expect.stringMatching(
        /^Its connections fail\. The caller sends plaintext/,
      ),
      evidence: { kind: 'DestinationRule', namespace: 'web', name: 'orders' },
    });
  });

  it('depends on the connection where only some show who calls', () => {
    const onOnePort = rule('web', {
      trafficPolicy: {
        portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'DISABLE' } }],
      },
    });
    for (const objects of [
      [web('sidecar'), onOnePort],
      [web('sidecar'), web('none', 'web-2')],
    ]) {
      expect(verdict(...objects)).toMatchObject({
        verdict: 'depends',
        reason: expect.stringMatching(
          /^It depends on the connection.* By mTLS: .*allows it\. Otherwise: No rule .*$/,
        ),
      });
    }
  });

  it('is denied by rules even where only some connections fail', () => {
    expect(
      evaluate([
        server,
        object('AuthorizationPolicy', 'shop', 'nobody', {}),
        web('sidecar'),
        web('none', 'web-2'),
        mode('STRICT'),
      ]).access.callers[0],
    ).toMatchObject({
      verdict: 'denied',
      evidence: { kind: 'AuthorizationPolicy', name: 'nobody' },
    });
  });

  it('is denied where mTLS meets a pod without a proxy, which no policy would stop', () => {
    const { access } = evaluate([
      pod('orders-1', 'none'),
      web('sidecar'),
      rule('shop', tls('ISTIO_MUTUAL')),
    ]);
    expect(access.callers[0].verdict).toBe('denied');
  });
});

describe('a port that pods keep from their sidecar', () => {
  const [deployment, service] = orders;
  const keeping = (ports: string) => {
    const { template, ...spec } = deployment.spec as {
      template: { metadata: object; spec: object };
    };
    const annotations = {
      'traffic.sidecar.istio.io/excludeInboundPorts': ports,
    };
    return new ClusterView({
      cluster: 'east',
      objects: [
        {
          ...deployment,
          spec: {
            ...spec,
            template: {
              ...template,
              metadata: { ...template.metadata, annotations },
            },
          },
        } as KubernetesObject,
        service,
        annotated(server, 'excludeInboundPorts', ports),
        mode('STRICT'),
        object('AuthorizationPolicy', 'shop', 'nobody', {}),
      ],
    });
  };
  const status = (ports: string) =>
    evaluateTarget({
      view: keeping(ports),
      target: { cluster: 'east', namespace: 'shop', workload: 'orders' },
      catalogCallers: [caller],
    });

  it('takes plaintext whatever policies say, and names the annotation', () => {
    const { ports, findings } = status('8080');

    expect(ports.map(({ port, accepts }) => [port, accepts])).toEqual([
      [8080, 'plaintext-only'],
      [9090, 'mtls-only'],
    ]);
    expect(ports[0].evidence).toMatchObject({
      kind: 'Deployment',
      field:
        'spec.template.metadata.annotations[traffic.sidecar.istio.io/excludeInboundPorts]',
      value: '8080',
    });
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'ONM0207', severity: 'warning' }),
    );
  });

  it('is open to everyone where it is the only kind of port there is', () => {
    expect(status('8080').access.default).toBe('closed');
    expect(status('8080,9090').access.default).toBe('open');
  });
});
