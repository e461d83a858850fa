import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { found, object, Orders, severities } from './__testUtils__/orders';
import { policy } from './__testUtils__/policies';

const virtualService = (http: object[], more: object = {}) =>
  object('networking.istio.io/v1', 'VirtualService', 'orders', {
    spec: { hosts: ['orders'], http, ...more },
  });
const route = { route: [{ destination: { host: 'orders' } }] };
const httpRoute = (port?: number, kind = 'HTTPRoute') =>
  object('gateway.networking.k8s.io/v1', kind, 'orders', {
    spec: {
      parentRefs: [{ group: '', kind: 'Service', name: 'orders', port }],
      rules: [],
    },
  });
const ports = (...all: object[]) => ({ service: { ports: all } });
const tcp = { name: 'tcp-db', port: 5432, targetPort: 8080 };
const http = { name: 'http', port: 80, targetPort: 8080 };
const unnamed = { port: 9000, targetPort: 8080 };
const waypoint: KubernetesObject[] = [
  object('gateway.networking.k8s.io/v1', 'Gateway', 'waypoint', {
    spec: {
      gatewayClassName: 'istio-waypoint',
      listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }],
    },
    status: {
      addresses: [{ value: '10.0.0.1' }],
      conditions: [{ type: 'Programmed', status: 'True' }],
    },
  }),
];
const throughWaypoint = {
  namespaceLabels: { 'istio.io/use-waypoint': 'waypoint' },
};

/** Source: Istio's documentation of protocol selection: which words stand for TCP, and what is sniffed. */
describe('routes of requests for ports of connections (ONM0403)', () => {
  it.each<[string, Orders, string[]]>([
    [
      'a VirtualService, where the only port is declared as TCP',
      { ...ports(tcp), others: [virtualService([route])] },
      ['warning'],
    ],
    [
      'where it is declared so by appProtocol',
      {
        ...ports({ ...http, appProtocol: 'tls' }),
        others: [virtualService([route])],
      },
      ['warning'],
    ],
    [
      'where its number says so',
      {
        ...ports({ port: 3306, targetPort: 8080 }),
        others: [virtualService([route])],
      },
      ['warning'],
    ],
    [
      'where another port is of HTTP',
      { ...ports(tcp, http), others: [virtualService([route])] },
      [],
    ],
    [
      'where it names the port',
      {
        ...ports(tcp, http),
        others: [virtualService([{ ...route, match: [{ port: 5432 }] }])],
      },
      ['warning'],
    ],
    [
      'where it names the port of HTTP',
      {
        ...ports(tcp, http),
        others: [virtualService([{ ...route, match: [{ port: 80 }] }])],
      },
      [],
    ],
    ['of HTTP', { ...ports(http), others: [virtualService([route])] }, []],
    [
      'that nobody declares',
      { ...ports(unnamed), others: [virtualService([route])] },
      ['info'],
    ],
    [
      'that nobody declares, beside one of HTTP',
      { ...ports(unnamed, http), others: [virtualService([route])] },
      [],
    ],
    [
      'that nobody declares, beside one of TCP',
      { ...ports(unnamed, tcp), others: [virtualService([route])] },
      ['info'],
    ],
    [
      'for gateways only',
      {
        ...ports(tcp),
        others: [virtualService([route], { gateways: ['istio-system/web'] })],
      },
      [],
    ],
    [
      'with conditions for gateways only',
      {
        ...ports(tcp),
        others: [
          virtualService(
            [{ ...route, match: [{ gateways: ['istio-system/web'] }] }],
            { gateways: ['mesh', 'istio-system/web'] },
          ),
        ],
      },
      [],
    ],
    [
      'of connections',
      { ...ports(tcp), others: [virtualService([], { tcp: [route] })] },
      [],
    ],
    [
      'for another host',
      {
        ...ports(tcp),
        others: [virtualService([route], { hosts: ['ledger'] })],
      },
      [],
    ],
    [
      'for many hosts',
      {
        ...ports(tcp),
        others: [virtualService([route], { hosts: ['*.svc.cluster.local'] })],
      },
      [],
    ],
    [
      'of UDP',
      {
        ...ports({ name: 'dns', port: 53, protocol: 'UDP' }),
        others: [virtualService([route])],
      },
      [],
    ],
    ['an HTTPRoute', { ...ports(tcp), others: [httpRoute()] }, ['warning']],
    [
      'an HTTPRoute for a port of HTTP',
      { ...ports(tcp, http), others: [httpRoute(80)] },
      [],
    ],
    [
      'a GRPCRoute for one of TCP',
      { ...ports(tcp, http), others: [httpRoute(5432, 'GRPCRoute')] },
      ['warning'],
    ],
    [
      'outside the mesh',
      { ...ports(tcp), pods: 'none', others: [virtualService([route])] },
      [],
    ],
    [
      'in ambient without a waypoint, which is told as such',
      { ...ports(tcp), pods: 'ambient', others: [httpRoute()] },
      [],
    ],
    [
      'in ambient with a waypoint',
      {
        ...ports(tcp),
        ...throughWaypoint,
        pods: 'ambient',
        others: [...waypoint, httpRoute()],
      },
      ['warning'],
    ],
  ])('%s', (_, orders, expected) => {
    expect(severities('ONM0403', orders)).toEqual(expected);
  });

  it('says which port, and what happens there', () => {
    expect(
      found('ONM0403', { ...ports(tcp), others: [virtualService([route])] }),
    ).toMatchObject([
      {
        object: {
          kind: 'VirtualService',
          namespace: 'shop',
          name: 'orders',
          field: 'spec.http',
        },
        message:
          'Port 5432 of Service orders is declared as tcp-db, where proxies see no requests: the routes of requests do nothing there, and connections go where they go without them.',
        link: expect.stringContaining('protocol-selection'),
      },
    ]);
  });
});

/** Source: istio pilot/pkg/security/authz/model/model.go, `checkError`. */
describe('a rule about requests on a port without a protocol (ONM0305)', () => {
  const reads = (operation: object, spec: object = {}) =>
    policy({ rules: [{ to: [{ operation }] }], ...spec });
  const get = { methods: ['GET'] };
  it.each<[string, Orders, string[]]>([
    [
      'lets nobody in by connections',
      { ...ports(unnamed), others: [reads(get)] },
      ['lets nobody in'],
    ],
    [
      'by a token, which is of requests as well',
      {
        ...ports(unnamed),
        others: [
          policy({
            rules: [{ from: [{ source: { requestPrincipals: ['*'] } }] }],
          }),
        ],
      },
      ['lets nobody in'],
    ],
    [
      'that denies, denies more',
      { ...ports(unnamed), others: [reads(get, { action: 'DENY' })] },
      ['of other connections'],
    ],
    [
      'is for another port',
      {
        ...ports(unnamed, { ...http, targetPort: 8081 }),
        others: [reads({ ...get, ports: ['8081'] })],
      },
      [],
    ],
    [
      'names the port',
      {
        ...ports(unnamed, { ...http, targetPort: 8081 }),
        others: [reads({ ...get, ports: ['8080'] })],
      },
      ['lets nobody in'],
    ],
    [
      'looks at connections',
      { ...ports(unnamed), others: [reads({ ports: ['8080'] })] },
      [],
    ],
    ['is on a port of HTTP', { ...ports(http), others: [reads(get)] }, []],
    [
      'is for gets in ambient, where ztunnel is another matter',
      { ...ports(unnamed), pods: 'ambient', others: [reads(get)] },
      [],
    ],
  ])('%s', (_, orders, expected) => {
    expect(
      found('ONM0305', orders).map(
        ({ message }) =>
          /lets nobody in|of other connections/.exec(
            message.replace('of other connections, it', ''),
          )?.[0],
      ),
    ).toEqual(expected);
  });

  it('is told with the rule', () => {
    const [{ object: about, message }] = found('ONM0305', {
      ...ports(unnamed),
      others: [reads(get)],
    });
    expect(about?.field).toBe('spec.rules[0]');
    expect(message).toMatch(
      /^The protocol of port 8080 is not declared\. The rule is asked about what Istio recognises there as HTTP; of other connections, it lets nobody in, as /,
    );
  });
});
