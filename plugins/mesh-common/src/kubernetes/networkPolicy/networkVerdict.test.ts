import fc from 'fast-check';
import { parseManifests } from '../parseManifests';
import {
  Connection,
  NetworkPeer,
  NetworkPod,
  NetworkPolicy,
  networkVerdict,
} from '.';

let count = 0;
const policy = (spec: NetworkPolicy['spec'], namespace = 'shop') =>
  ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `policy-${(count += 1)}`, namespace },
    spec,
  }) satisfies NetworkPolicy;

const orders: NetworkPod = {
  namespace: 'shop',
  namespaceLabels: { 'kubernetes.io/metadata.name': 'shop' },
  labels: { app: 'orders' },
  address: '10.0.0.7',
  ports: [{ name: 'http', containerPort: 8080 }],
};
const web: NetworkPod = {
  namespace: 'shop',
  namespaceLabels: { 'kubernetes.io/metadata.name': 'shop' },
  labels: { app: 'web' },
  address: '10.0.0.8',
};
const billing: NetworkPod = {
  namespace: 'finance',
  namespaceLabels: { 'kubernetes.io/metadata.name': 'finance', tier: 'back' },
  labels: { app: 'billing' },
};

const app = (name: string) => ({ matchLabels: { app: name } });
const named = (name: string) => ({
  matchLabels: { 'kubernetes.io/metadata.name': name },
});
const from = (...peers: object[]) => [{ from: peers }];

const ask = (options: Partial<Connection>) =>
  networkVerdict({
    pod: orders,
    direction: 'ingress',
    peer: web,
    port: 8080,
    policies: [],
    ...options,
  }).verdict;

describe('who may connect to a pod', () => {
  it.each<[string, NetworkPolicy[], NetworkPeer, string]>([
    ['without a policy', [], web, 'admitted'],
    [
      'with one for other pods',
      [policy({ podSelector: app('x') })],
      web,
      'admitted',
    ],
    ['with one of another namespace', [policy({}, 'finance')], web, 'admitted'],
    [
      'with one about egress only',
      [policy({ policyTypes: ['Egress'] })],
      web,
      'admitted',
    ],
    [
      'with one that admits nobody',
      [policy({ podSelector: {} })],
      web,
      'refused',
    ],
    [
      'with one that admits nobody and one that admits everybody',
      [policy({}), policy({ ingress: [{}] })],
      web,
      'admitted',
    ],
    [
      'by labels',
      [policy({ ingress: from({ podSelector: app('web') }) })],
      web,
      'admitted',
    ],
    [
      'by labels, from another namespace',
      [policy({ ingress: from({ podSelector: app('billing') }) })],
      billing,
      'refused',
    ],
    [
      'by the namespace',
      [policy({ ingress: from({ namespaceSelector: named('finance') }) })],
      billing,
      'admitted',
    ],
    [
      'by a namespace of which nothing is known',
      [policy({ ingress: from({ namespaceSelector: named('finance') }) })],
      { ...billing, namespaceLabels: undefined },
      'unknown',
    ],
    [
      'by any namespace',
      [policy({ ingress: from({ namespaceSelector: {} }) })],
      { ...billing, namespaceLabels: undefined },
      'admitted',
    ],
    [
      'by both',
      [
        policy({
          ingress: from({
            namespaceSelector: named('finance'),
            podSelector: app('web'),
          }),
        }),
      ],
      billing,
      'refused',
    ],
    [
      'by either',
      [
        policy({
          ingress: from(
            { namespaceSelector: named('finance') },
            { podSelector: app('web') },
          ),
        }),
      ],
      billing,
      'admitted',
    ],
    [
      'by an address',
      [policy({ ingress: from({ ipBlock: { cidr: '10.0.0.0/24' } }) })],
      web,
      'admitted',
    ],
    [
      'by an address that is excepted',
      [
        policy({
          ingress: from({
            ipBlock: { cidr: '10.0.0.0/24', except: ['10.0.0.8/32'] },
          }),
        }),
      ],
      web,
      'refused',
    ],
    [
      'by an address that is not known',
      [policy({ ingress: from({ ipBlock: { cidr: '10.0.0.0/24' } }) })],
      billing,
      'unknown',
    ],
    [
      'an address that no block has',
      [
        policy({
          ingress: from({ podSelector: {} }, { namespaceSelector: {} }),
        }),
      ],
      { address: '169.254.7.127' },
      'refused',
    ],
    [
      'by a peer that names nothing',
      [policy({ ingress: from({}) })],
      web,
      'refused',
    ],
  ])('%s', (_, policies, peer, expected) => {
    expect(ask({ policies, peer })).toBe(expected);
  });
});

describe('the port', () => {
  it.each([
    [[{ port: 8080 }], 8080, 'admitted'],
    [[{ port: 8080 }], 15008, 'refused'],
    [[{ port: 8080, protocol: 'UDP' }], 8080, 'refused'],
    [[{ protocol: 'TCP' }], 15008, 'admitted'],
    [[{ port: 15000, endPort: 15090 }], 15008, 'admitted'],
    [[{ port: 15000, endPort: 15007 }], 15008, 'refused'],
    [[{ port: 'http' }], 8080, 'admitted'],
    [[{ port: 'http' }], 15008, 'refused'],
    [[{ port: 'other' }], 8080, 'refused'],
    [[], 15008, 'admitted'],
  ])('%j admits %d or not', (ports, port, expected) => {
    const policies = [policy({ ingress: [{ ports }] })];
    expect(ask({ policies, port })).toBe(expected);
    expect(ask({ policies, port, peer: undefined })).toBe(expected);
  });

  it('by a name is not known where the names are not', () => {
    const policies = [policy({ ingress: [{ ports: [{ port: 'http' }] }] })];
    expect(ask({ policies, pod: { ...orders, ports: undefined } })).toBe(
      'unknown',
    );
  });
});

it('reads what YAML leaves empty as if it were not there', () => {
  const [empty] = parseManifests(
    `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: empty
  namespace: shop
spec:
  podSelector:
  ingress:
    - from:
      ports:
`,
    'empty.yaml',
  ).objects;
  const policies = [empty as NetworkPolicy];
  expect(ask({ policies })).toBe('admitted');
  expect(ask({ policies, direction: 'egress' })).toBe('admitted');
});

describe('whom a pod may connect to', () => {
  const egress = (options: Partial<Connection>) =>
    ask({ direction: 'egress', pod: web, peer: orders, ...options });

  it.each<[string, NetworkPolicy[], number, string]>([
    [
      'without a word about egress',
      [policy({ ingress: [] })],
      8080,
      'admitted',
    ],
    [
      'where it is only told by rules',
      [policy({ egress: [{ to: [{ podSelector: app('x') }] }] })],
      8080,
      'refused',
    ],
    [
      'where nothing is let out',
      [policy({ policyTypes: ['Ingress', 'Egress'] })],
      8080,
      'refused',
    ],
    [
      'by a name that the other pod gives its port',
      [policy({ egress: [{ ports: [{ port: 'http' }] }] })],
      8080,
      'admitted',
    ],
  ])('%s', (_, policies, port, expected) => {
    expect(egress({ policies, port })).toBe(expected);
  });

  it('by a name, where whom it connects to is no pod', () => {
    const policies = [policy({ egress: [{ ports: [{ port: 'http' }] }] })];
    expect(egress({ policies, peer: { address: '1.2.3.4' } })).toBe('refused');
    expect(egress({ policies, peer: undefined })).toBe('unknown');
  });
});

const labels = fc.dictionary(
  fc.constantFrom('app', 'tier'),
  fc.constantFrom('web', 'orders', 'back'),
);
const selector = fc.record({ matchLabels: labels });
const peers = fc.array(
  fc.oneof(
    fc.record({ podSelector: selector }),
    fc.record({ namespaceSelector: selector }),
    fc.record({ namespaceSelector: selector, podSelector: selector }),
    fc.record({
      ipBlock: fc.record({
        cidr: fc.constantFrom('10.0.0.0/8', '10.0.0.0/24', '0.0.0.0/0'),
        except: fc.subarray(['10.0.0.8/32', '10.0.1.0/24']),
      }),
    }),
  ),
  { maxLength: 3 },
);
const ports = fc.array(
  fc.record(
    {
      port: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant('http')),
      protocol: fc.constantFrom('TCP', 'UDP'),
    },
    { requiredKeys: [] },
  ),
  { maxLength: 2 },
);
const anyPolicy = fc
  .record(
    {
      podSelector: selector,
      policyTypes: fc.subarray(['Ingress', 'Egress']),
      ingress: fc.array(fc.record({ from: peers, ports }), { maxLength: 2 }),
      egress: fc.array(fc.record({ to: peers, ports }), { maxLength: 2 }),
    },
    { requiredKeys: [] },
  )
  .map(spec => policy(spec));
const anyPod: fc.Arbitrary<NetworkPod> = fc.record(
  {
    namespace: fc.constantFrom('shop', 'finance'),
    namespaceLabels: labels,
    labels,
    address: fc.constantFrom('10.0.0.8', '10.0.1.9', '192.168.0.1'),
    ports: fc.constantFrom(
      [],
      [{ name: 'http', containerPort: 3 }],
      [{ name: 'http', containerPort: 3, protocol: 'UDP' }],
    ),
  },
  { requiredKeys: ['namespace', 'labels'] },
);
const anyConnection: fc.Arbitrary<Connection> = fc.record({
  policies: fc.array(anyPolicy, { maxLength: 4 }),
  pod: anyPod,
  direction: fc.constantFrom('ingress' as const, 'egress' as const),
  peer: fc.option(anyPod, { nil: undefined }),
  port: fc.integer({ min: 1, max: 5 }),
});

describe('whatever policies there are', () => {
  it('one more takes nothing back from a pod that is isolated already', () => {
    fc.assert(
      fc.property(anyConnection, anyPolicy, (connection, more) => {
        const before = networkVerdict(connection);
        fc.pre(before.policies.length > 0 && before.verdict === 'admitted');
        const policies = [...connection.policies, more];
        expect(networkVerdict({ ...connection, policies }).verdict).toBe(
          'admitted',
        );
      }),
    );
  });

  it('their order says nothing', () => {
    fc.assert(
      fc.property(anyConnection, connection => {
        const policies = [...connection.policies].reverse();
        expect(networkVerdict({ ...connection, policies }).verdict).toBe(
          networkVerdict(connection).verdict,
        );
      }),
    );
  });

  it('whoever gets through is somebody', () => {
    fc.assert(
      fc.property(anyConnection, connection => {
        fc.pre(networkVerdict(connection).verdict === 'admitted');
        expect(
          networkVerdict({ ...connection, peer: undefined }).verdict,
        ).not.toBe('refused');
      }),
    );
  });

  it('to know more turns no certain answer into another', () => {
    fc.assert(
      fc.property(anyConnection, anyPod, (connection, peer) => {
        const lessKnown = {
          ...peer,
          address: undefined,
          namespaceLabels: undefined,
          ports: undefined,
        };
        const { verdict } = networkVerdict({ ...connection, peer: lessKnown });
        fc.pre(verdict !== 'unknown');
        expect(networkVerdict({ ...connection, peer }).verdict).toBe(verdict);
      }),
    );
  });
});
