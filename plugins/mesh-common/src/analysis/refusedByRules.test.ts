import { found, object, Orders, pod, severities } from './__testUtils__/orders';
import { allow, policy } from './__testUtils__/policies';

describe('a gateway that leads to it (ONM0308)', () => {
  const gateway = object('networking.istio.io/v1', 'Gateway', 'public', {
    spec: { selector: { istio: 'ingressgateway' } },
  });
  const gatewayPod = pod('gateway-1', 'none', {
    metadata: {
      namespace: 'istio-system',
      labels: { istio: 'ingressgateway' },
    },
    spec: {
      serviceAccountName: 'ingress',
      containers: [{ name: 'istio-proxy' }],
    },
  });
  const route = (gateways?: string[]) =>
    object('networking.istio.io/v1', 'VirtualService', 'orders', {
      spec: {
        hosts: ['orders.example.com'],
        gateways,
        http: [{ route: [{ destination: { host: 'orders' } }] }],
      },
    });
  const own = (account: string) => allow(account);
  const led = [gateway, gatewayPod, route(['public'])];
  const k8sRoute = object(
    'gateway.networking.k8s.io/v1',
    'HTTPRoute',
    'orders',
    {
      spec: {
        parentRefs: [{ name: 'edge' }],
        rules: [{ backendRefs: [{ name: 'orders', port: 80 }] }],
      },
    },
  );
  const k8sPod = pod('edge-1', 'none', {
    metadata: { labels: { 'gateway.networking.k8s.io/gateway-name': 'edge' } },
    spec: {
      serviceAccountName: 'edge-istio',
      containers: [{ name: 'istio-proxy' }],
    },
  });
  it.each<[string, Orders, string[]]>([
    ['and may not call', { others: [...led, own('shop/sa/web')] }, ['error']],
    ['and may call', { others: [...led, own('istio-system/sa/ingress')] }, []],
    ['where everybody may call', { others: led }, []],
    [
      'and may call one of its ports',
      {
        service: {
          ports: [
            { name: 'http', port: 8080 },
            { name: 'http-admin', port: 9090 },
          ],
        },
        others: [
          ...led,
          policy({
            rules: [
              {
                from: [
                  {
                    source: {
                      principals: ['cluster.local/ns/istio-system/sa/ingress'],
                    },
                  },
                ],
                to: [{ operation: { ports: ['8080'] } }],
              },
            ],
          }),
        ],
      },
      [],
    ],
    [
      'whose pods are not known',
      { others: [gateway, route(['public']), own('shop/sa/web')] },
      [],
    ],
    [
      'by a route for the mesh only',
      { others: [gateway, gatewayPod, route(), own('shop/sa/web')] },
      [],
    ],
    [
      'of the Gateway API, and may not call',
      { others: [k8sRoute, k8sPod, own('shop/sa/web')] },
      ['error'],
    ],
    [
      'of the Gateway API, and may call',
      { others: [k8sRoute, k8sPod, own('shop/sa/edge-istio')] },
      [],
    ],
    [
      'and is told of as a caller that was seen',
      {
        others: [...led, own('shop/sa/web')],
        callers: [
          {
            label: 'ingress',
            namespace: 'istio-system',
            serviceAccount: 'ingress',
          },
        ],
      },
      [],
    ],
  ])('%s', (_, orders, expected) => {
    expect(severities('ONM0308', orders)).toEqual(expected);
  });
});

describe('a rule about requests on a TCP port (ONM0310)', () => {
  const tcp = {
    service: { ports: [{ name: 'tcp', port: 5432 }] },
    spec: { containers: [] },
  };
  const reads = (operation: object) =>
    policy({ rules: [{ to: [{ operation }] }] });
  it.each<[string, Orders, number]>([
    ['is lost', { ...tcp, others: [reads({ methods: ['GET'] })] }, 1],
    ['is none', { ...tcp, others: [reads({ ports: ['5432'] })] }, 0],
    ['is sound on one of HTTP', { others: [reads({ methods: ['GET'] })] }, 0],
    [
      'is only tried out',
      {
        ...tcp,
        others: [
          policy(
            { rules: [{ to: [{ operation: { methods: ['GET'] } }] }] },
            { annotations: { 'istio.io/dry-run': 'true' } },
          ),
        ],
      },
      0,
    ],
    [
      'is for another port',
      {
        service: {
          ports: [
            { name: 'tcp', port: 5432 },
            { name: 'http', port: 8080 },
          ],
        },
        others: [reads({ methods: ['GET'] })],
      },
      0,
    ],
    [
      'names one of HTTP besides',
      {
        service: {
          ports: [
            { name: 'tcp', port: 5432 },
            { name: 'http', port: 8080 },
          ],
        },
        others: [reads({ methods: ['GET'], ports: ['5432', '8080'] })],
      },
      0,
    ],
    [
      'names the port',
      {
        service: {
          ports: [
            { name: 'tcp', port: 5432 },
            { name: 'http', port: 8080 },
          ],
        },
        others: [reads({ methods: ['GET'], ports: ['5432'] })],
      },
      1,
    ],
  ])('%s', (_, orders, count) => {
    expect(found('ONM0310', orders)).toHaveLength(count);
  });
});
