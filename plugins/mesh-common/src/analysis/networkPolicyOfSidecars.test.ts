import { found, object, Orders, pod } from './__testUtils__/orders';

const policy = (name: string, spec: object, namespace = 'shop') =>
  object('networking.k8s.io/v1', 'NetworkPolicy', name, {
    metadata: { namespace },
    spec,
  });
const orders = { matchLabels: { app: 'orders' } };
const namespace = (name: string) =>
  object('v1', 'Namespace', name, { metadata: { namespace: undefined } });

const onlyApplication = policy('orders', {
  podSelector: orders,
  ingress: [{ ports: [{ port: 8080 }] }],
});
const first = (code: string, given: Orders) =>
  found(code, given).map(({ message }) => message.split('. ')[0]);
const shut = (given: Orders) => first('ONM0116', given);

describe('a sidecar', () => {
  const istiod = pod('istiod-1', 'none', {
    metadata: {
      namespace: 'istio-system',
      labels: { app: 'istiod', 'istio.io/rev': 'default' },
    },
    status: { podIP: '10.0.9.9' },
  });
  const out = (...egress: object[]) =>
    policy('out', { policyTypes: ['Egress'], egress });
  const toSystem = {
    namespaceSelector: {
      matchLabels: { 'kubernetes.io/metadata.name': 'istio-system' },
    },
  };
  const around = [istiod, namespace('istio-system')];
  const SHUT =
    'By NetworkPolicy shop/out orders may not connect to TCP 15012 of istiod';
  it.each<[string, Orders['others'], string[]]>([
    ['is shut in', [...around, out()], [SHUT]],
    [
      'is shut in, whoever istiod is',
      [out({ ports: [{ port: 443 }] })],
      [SHUT],
    ],
    [
      'may only connect to its own namespace',
      [...around, out({ to: [{ podSelector: {} }] })],
      [SHUT],
    ],
    [
      'may connect to its control plane',
      [...around, out({ to: [toSystem] })],
      [],
    ],
    [
      'may connect to addresses, of which one may be that of istiod',
      [...around, out({ to: [{ ipBlock: { cidr: '10.96.0.0/12' } }] })],
      [],
    ],
    [
      'is shut out of its control plane',
      [
        ...around,
        policy(
          'istiod',
          { ingress: [{ ports: [{ port: 15017 }] }] },
          'istio-system',
        ),
      ],
      [
        'By NetworkPolicy istio-system/istiod orders may not connect to TCP 15012 of istiod',
      ],
    ],
    [
      'would not be injected',
      [
        ...around,
        policy(
          'istiod',
          { ingress: [{ ports: [{ port: 15012 }] }] },
          'istio-system',
        ),
      ],
      [
        'By NetworkPolicy istio-system/istiod nobody may connect to TCP 15017 of istiod',
      ],
    ],
    [
      'gets through without a policy about it',
      [...around, onlyApplication],
      [],
    ],
  ])('%s', (_, others, expected) => {
    expect(shut({ others })).toEqual(expected);
  });

  it('is scraped on another port than the application was', () => {
    const annotations = {
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': '9102',
    };
    const scraped = (...ports: number[]) =>
      shut({
        annotations,
        others: [
          policy('scrape', {
            podSelector: orders,
            ingress: [{ ports: ports.map(port => ({ port })) }],
          }),
        ],
      });
    expect(scraped(9102)).toEqual([
      'By NetworkPolicy shop/scrape nobody may connect to TCP 15020 of orders',
    ]);
    expect(scraped(9102, 15020)).toEqual([]);
    expect(scraped(8080)).toEqual([]);
  });
});
