import { found, object, Orders, pod } from './__testUtils__/orders';

const policy = (name: string, spec: object, namespace = 'shop') =>
  object('networking.k8s.io/v1', 'NetworkPolicy', name, {
    metadata: { namespace },
    spec,
  });
const orders = { matchLabels: { app: 'orders' } };
const onlyApplication = policy('orders', {
  podSelector: orders,
  ingress: [{ ports: [{ port: 8080 }] }],
});
const denyAll = policy('deny-all', { podSelector: {} });
const web = (as: Orders['pods'] & string) =>
  pod('web-1', as, {
    metadata: { labels: { app: 'web' } },
    spec: { serviceAccountName: 'web' },
  });
const calledByWeb = {
  callers: [{ label: 'web', namespace: 'shop', serviceAccount: 'web' }],
};
const fromWeb = (port: number) => ({
  from: [{ podSelector: { matchLabels: { app: 'web' } } }],
  ports: [{ port }],
});

const first = (code: string, given: Orders) =>
  found(code, given).map(({ message }) => message.split('. ')[0]);
const shut = (given: Orders) => first('ONM0116', given);

describe('the port of ambient', () => {
  it.each<[string, Orders, string[]]>([
    [
      'is shut by a policy that lets in the ports of the application',
      { others: [onlyApplication] },
      [
        'By NetworkPolicy shop/orders nobody may connect to TCP 15008 of orders',
      ],
    ],
    [
      'is open beside another policy that lets it in',
      {
        others: [
          onlyApplication,
          policy('hbone', { ingress: [{ ports: [{ port: 15008 }] }] }),
        ],
      },
      [],
    ],
    [
      'is in a range',
      {
        others: [
          policy('orders', {
            ingress: [{ ports: [{ port: 8080, endPort: 16000 }] }],
          }),
        ],
      },
      [],
    ],
    [
      'misses nobody where nobody may connect at all',
      { others: [denyAll] },
      [],
    ],
    [
      'is not asked about by policies of other pods',
      {
        others: [
          policy('other', {
            podSelector: { matchLabels: { app: 'web' } },
            ingress: [],
          }),
        ],
      },
      [],
    ],
    [
      'is shut for one caller, whom its other ports let in',
      {
        ...calledByWeb,
        others: [
          web('ambient'),
          policy('orders', {
            podSelector: orders,
            ingress: [
              fromWeb(8080),
              { from: [{ namespaceSelector: {} }], ports: [{ port: 15009 }] },
              {
                from: [{ podSelector: { matchLabels: { app: 'ledger' } } }],
                ports: [{ port: 15008 }],
              },
            ],
          }),
        ],
      },
      [
        'By NetworkPolicy shop/orders web may connect to ports of orders, and not to TCP 15008',
      ],
    ],
    [
      'is not missed by a caller whom no port lets in',
      {
        ...calledByWeb,
        others: [
          web('ambient'),
          policy('orders', {
            podSelector: orders,
            ingress: [
              {
                from: [{ podSelector: { matchLabels: { app: 'ledger' } } }],
                ports: [{ port: 8080 }, { port: 15008 }],
              },
            ],
          }),
        ],
      },
      [],
    ],
    [
      'is not missed by a caller without ambient',
      {
        ...calledByWeb,
        others: [
          web('none'),
          policy('orders', {
            podSelector: orders,
            ingress: [
              fromWeb(8080),
              {
                from: [{ podSelector: { matchLabels: { app: 'ledger' } } }],
                ports: [{ port: 15008 }],
              },
            ],
          }),
        ],
      },
      [],
    ],
    [
      'is shut for what it calls itself',
      {
        others: [
          policy('out', {
            policyTypes: ['Egress'],
            egress: [
              {
                to: [{ podSelector: { matchLabels: { app: 'ledger' } } }],
                ports: [{ port: 8080 }],
              },
            ],
          }),
        ],
      },
      [
        'By NetworkPolicy shop/out orders may not connect to TCP 15008 of anybody',
      ],
    ],
    [
      'is not missed by who may only ask for names',
      {
        others: [
          policy('out', {
            policyTypes: ['Egress'],
            egress: [
              {
                to: [{ namespaceSelector: {} }],
                ports: [{ port: 53 }, { port: 53, protocol: 'UDP' }],
              },
            ],
          }),
        ],
      },
      [],
    ],
  ])('%s', (_, given, expected) => {
    expect(shut({ pods: 'ambient', ...given })).toEqual(expected);
  });

  it('is nothing to a workload with a sidecar that takes no part in ambient', () => {
    expect(shut({ others: [onlyApplication] })).toEqual([]);
  });
});

describe('a waypoint', () => {
  const gateway = object(
    'gateway.networking.k8s.io/v1',
    'Gateway',
    'waypoint',
    {
      spec: {
        gatewayClassName: 'istio-waypoint',
        listeners: [{ port: 15008, protocol: 'HBONE' }],
      },
      status: { addresses: [{ type: 'IPAddress', value: '10.1.0.1' }] },
    },
  );
  const behind: Orders = {
    pods: 'ambient',
    namespaceLabels: { 'istio.io/use-waypoint': 'waypoint' },
  };
  it.each<[string, object[], string[]]>([
    [
      'is shut out of the pods',
      [
        {
          podSelector: orders,
          ingress: [
            {
              from: [{ podSelector: { matchLabels: { app: 'web' } } }],
              ports: [{ port: 15008 }, { port: 8080 }],
            },
          ],
        },
      ],
      [
        'By NetworkPolicy shop/p0 waypoint shop/waypoint may not connect to TCP 15008 of orders',
      ],
    ],
    [
      'is shut by a policy for its namespace',
      [
        {},
        {
          podSelector: orders,
          ingress: [{ ports: [{ port: 15008 }, { port: 8080 }] }],
        },
      ],
      [
        'By NetworkPolicy shop/p0 nobody may connect to TCP 15008 of waypoint shop/waypoint',
      ],
    ],
    [
      'does not get to its control plane and on',
      [
        {
          podSelector: {
            matchLabels: {
              'gateway.networking.k8s.io/gateway-name': 'waypoint',
            },
          },
          policyTypes: ['Egress'],
        },
      ],
      [
        'By NetworkPolicy shop/p0 waypoint shop/waypoint may not connect to TCP 15008 of orders from where it is',
        'By NetworkPolicy shop/p0 waypoint shop/waypoint may not connect to TCP 15012 of istiod',
      ],
    ],
    [
      'gets through by its label',
      [
        {
          podSelector: orders,
          ingress: [
            {
              from: [
                {
                  podSelector: {
                    matchLabels: {
                      'gateway.networking.k8s.io/gateway-name': 'waypoint',
                    },
                  },
                },
              ],
            },
          ],
        },
      ],
      [],
    ],
    [
      'gets through without a policy about it',
      [{ podSelector: { matchLabels: { app: 'web' } } }],
      [],
    ],
  ])('%s', (_, specs, expected) => {
    const policies = specs.map((spec, i) => policy(`p${i}`, spec));
    expect(shut({ ...behind, others: [gateway, ...policies] }).sort()).toEqual(
      expected,
    );
  });
});

describe('probes in ambient (ONM0117)', () => {
  const probed: Orders = {
    pods: 'ambient',
    spec: {
      containers: [
        {
          name: 'app',
          ports: [{ containerPort: 8080 }],
          readinessProbe: { httpGet: { port: 8080 } },
        },
      ],
    },
  };
  const kubelet = {
    from: [{ ipBlock: { cidr: '169.254.7.127/32' } }],
    ports: [{ port: 8080 }],
  };
  const cilium = object('apps/v1', 'DaemonSet', 'cilium', {
    metadata: { namespace: 'kube-system' },
  });
  const severity = (...others: NonNullable<Orders['others']>) =>
    found('ONM0117', { ...probed, others }).map(one => one.severity);

  it('come from an address that a policy can shut out', () => {
    expect(severity(denyAll)).toEqual(['info']);
    expect(severity(denyAll, cilium)).toEqual(['warning']);
  });

  it('get through where it is let in, or nobody is kept out', () => {
    expect(severity()).toEqual([]);
    expect(severity(onlyApplication)).toEqual([]);
    expect(
      severity(denyAll, policy('kubelet', { ingress: [kubelet] })),
    ).toEqual([]);
  });

  it('are those of the network, and not of sidecars', () => {
    expect(found('ONM0117', { pods: 'ambient', others: [denyAll] })).toEqual(
      [],
    );
    expect(
      found('ONM0117', { ...probed, pods: 'sidecar', others: [denyAll] }),
    ).toEqual([]);
  });
});
