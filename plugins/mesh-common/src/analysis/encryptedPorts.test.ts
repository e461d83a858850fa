import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { found, object, Orders, pod, severities } from './__testUtils__/orders';
import { allow, peer, policy } from './__testUtils__/policies';

const istiod = (settings: object) => ({ injectors: { default: settings } });
describe('a headless Service (ONM0208)', () => {
  const headless = {
    labels: { tier: 'data' },
    service: { clusterIP: 'None', selector: { tier: 'data' } },
  };
  const bare = pod('ledger-1', 'none', {
    metadata: { labels: { app: 'ledger', tier: 'data' } },
  });
  const finished = {
    ...bare,
    status: { phase: 'Succeeded' },
  } as KubernetesObject;
  it.each<[string, Orders, string[]]>([
    [
      'some of whose pods have no sidecar',
      { ...headless, others: [bare] },
      ['warning'],
    ],
    [
      'the same, where others take mTLS only',
      { ...headless, others: [bare, peer('STRICT')] },
      ['error'],
    ],
    ['all of whose pods have one', headless, []],
    [
      'none of whose pods has one',
      { ...headless, pods: 'none', others: [bare] },
      [],
    ],
    ['whose other pod is finished', { ...headless, others: [finished] }, []],
    ['that is none', { others: [bare] }, []],
    [
      'for which a DestinationRule says what is sent',
      {
        ...headless,
        others: [
          bare,
          object('networking.istio.io/v1', 'DestinationRule', 'orders', {
            spec: {
              host: 'orders',
              trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } },
            },
          }),
        ],
      },
      [],
    ],
    [
      'in a mesh without automatic mTLS',
      { ...headless, others: [bare], mesh: { enableAutoMtls: false } },
      [],
    ],
  ])('%s', (_, orders, expected) => {
    expect(severities('ONM0208', orders)).toEqual(expected);
  });
});

describe('probes that are not rewritten (ONM0209)', () => {
  const off = {
    annotations: { 'sidecar.istio.io/rewriteAppHTTPProbers': 'false' },
  };
  const probed = (readinessProbe: object) => ({
    spec: {
      containers: [
        {
          name: 'app',
          ports: [{ name: 'web', containerPort: 8080 }],
          readinessProbe,
        },
      ],
    },
  });
  const http = probed({ httpGet: { path: '/ready', port: 'web' } });
  const grpc = probed({ grpc: { port: 8080 } });
  const tcp = probed({ tcpSocket: { port: 8080 } });
  const exec = probed({ exec: { command: ['check'] } });
  const strict = { others: [peer('STRICT')] };
  it.each<[string, Orders, string[]]>([
    ['by HTTP, at mTLS only', { ...off, ...http, ...strict }, ['error']],
    ['by gRPC, at mTLS only', { ...off, ...grpc, ...strict }, ['error']],
    ['by TCP', { ...off, ...tcp, ...strict }, ['warning']],
    ['by a command', { ...off, ...exec, ...strict }, []],
    ['by HTTP, where plaintext is let in', { ...off, ...http }, []],
    [
      'by HTTP, where only some may call',
      { ...off, ...http, others: [allow('shop/sa/web')] },
      ['error'],
    ],
    [
      'by HTTP, where everybody may ask for its path',
      {
        ...off,
        ...http,
        others: [
          policy({
            rules: [{ to: [{ operation: { paths: ['/ready'] } }] }],
          }),
        ],
      },
      [],
    ],
    [
      'by HTTP, on a port that the sidecar does not have',
      {
        ...http,
        ...strict,
        annotations: {
          ...off.annotations,
          'traffic.sidecar.istio.io/excludeInboundPorts': '8080',
        },
      },
      [],
    ],
    [
      'by the control plane',
      { ...http, ...strict, mesh: istiod({ rewritesProbes: false }) },
      ['error'],
    ],
    [
      'that are',
      { ...http, ...strict, mesh: istiod({ rewritesProbes: true }) },
      [],
    ],
    ['of which it is not known', { ...http, ...strict }, []],
    ['in ambient', { ...off, ...http, ...strict, pods: 'ambient' }, []],
    ['outside the mesh', { ...off, ...http, ...strict, pods: 'none' }, []],
  ])('%s', (_, orders, expected) => {
    expect(severities('ONM0209', orders)).toEqual(expected);
  });
});

describe('a server that speaks first (ONM0210)', () => {
  const port = (name: string | undefined, number: number, target = number) => ({
    service: { ports: [{ name, port: number, targetPort: target }] },
  });
  const plaintext = {
    observed: {
      window: '1h',
      callers: [
        {
          workload: 'old',
          namespace: 'shop',
          mtls: false,
          requestsPerSecond: 1,
        },
      ],
    },
  };
  it.each<[string, Orders, number]>([
    ['called in plaintext', { ...port('mysql', 3306), ...plaintext }, 1],
    ['called by mTLS', port('mysql', 3306), 0],
    [
      'called in plaintext, where it takes only that',
      { ...port('tcp-db', 3306), ...plaintext, others: [peer('DISABLE')] },
      0,
    ],
    ['on a port of another number and no name', port(undefined, 9000, 3306), 1],
    [
      'on a port of another number that is named',
      port('tcp-db', 9000, 3306),
      0,
    ],
    ['that is none', { ...port('http', 80, 8080), ...plaintext }, 0],
    ['in ambient', { ...port(undefined, 9000, 3306), pods: 'ambient' }, 0],
  ])('%s', (_, orders, count) => {
    expect(found('ONM0210', orders)).toHaveLength(count);
  });
});
