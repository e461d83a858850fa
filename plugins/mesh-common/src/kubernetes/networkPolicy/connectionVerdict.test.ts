import fc from 'fast-check';
import {
  AdminNetworkPolicy,
  AdminRule,
  BaselineAdminNetworkPolicy,
  ConnectionVerdict,
  connectionVerdict,
  NetworkPeer,
  NetworkPod,
  NetworkPolicies,
  NetworkPolicy,
} from '.';

let count = 0;
const named = (prefix: string) => `${prefix}-${(count += 1)}`;
const admin = (
  priority: number,
  ingress: AdminRule[],
  more: Partial<NonNullable<AdminNetworkPolicy['spec']>> = {},
): AdminNetworkPolicy => ({
  apiVersion: 'policy.networking.k8s.io/v1alpha1',
  kind: 'AdminNetworkPolicy',
  metadata: { name: named('admin') },
  spec: { priority, subject: { namespaces: {} }, ingress, ...more },
});
const baseline = (
  ingress: AdminRule[],
  name = 'default',
): BaselineAdminNetworkPolicy => ({
  apiVersion: 'policy.networking.k8s.io/v1alpha1',
  kind: 'BaselineAdminNetworkPolicy',
  metadata: { name },
  spec: { subject: { namespaces: {} }, ingress },
});
const own = (spec: NetworkPolicy['spec']): NetworkPolicy => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: named('own'), namespace: 'shop' },
  spec,
});

const pod = (namespace: string, app: string): NetworkPod => ({
  namespace,
  namespaceLabels: { name: namespace },
  labels: { app },
  address: '10.0.0.7',
  ports: [{ name: 'http', containerPort: 8080 }],
});
const orders = pod('shop', 'orders');
const web = pod('shop', 'web');
const billing = pod('finance', 'billing');

const everybody = [{ namespaces: {} }];
const finance = [{ namespaces: { matchLabels: { name: 'finance' } } }];
const apps = (app: string) => [
  { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app } } } },
];
const rule = (
  action: AdminRule['action'],
  from: AdminRule['from'],
  ports?: AdminRule['ports'],
): AdminRule => ({ action, from, ports });

const ask = (
  policies: Partial<NetworkPolicies>,
  peer: NetworkPeer | undefined = web,
): ConnectionVerdict['verdict'] =>
  connectionVerdict(
    { admin: [], namespaced: [], baseline: [], others: [], ...policies },
    { pod: orders, direction: 'ingress', peer, port: 8080 },
  ).verdict;

/**
 * Source: kubernetes-sigs/network-policy-api, comments of adminnetworkpolicy_types.go (order, actions), shared_types.go
 * (peers, ports, what fails closed) and baselineadminnetworkpolicy_types.go (`default`, after NetworkPolicies).
 */
describe('policies of administrators', () => {
  const denyOwn = own({});
  const allowOwn = own({ ingress: [{}] });
  it.each<[string, Partial<NetworkPolicies>, string]>([
    ['say nothing where there are none', {}, 'admitted'],
    ['forbid', { admin: [admin(1, [rule('Deny', everybody)])] }, 'refused'],
    [
      'forbid what a namespace admits',
      { admin: [admin(1, [rule('Deny', everybody)])], namespaced: [allowOwn] },
      'refused',
    ],
    [
      'admit what a namespace forbids',
      { admin: [admin(1, [rule('Allow', everybody)])], namespaced: [denyOwn] },
      'admitted',
    ],
    [
      'leave it to the namespace',
      {
        admin: [
          admin(1, [rule('Pass', everybody)]),
          admin(2, [rule('Allow', everybody)]),
        ],
        namespaced: [denyOwn],
      },
      'refused',
    ],
    [
      'are tried by priority, the lowest first',
      {
        admin: [
          admin(9, [rule('Deny', everybody)]),
          admin(3, [rule('Allow', everybody)]),
        ],
      },
      'admitted',
    ],
    [
      'are tried rule by rule',
      {
        admin: [
          admin(1, [rule('Allow', apps('web')), rule('Deny', everybody)]),
        ],
      },
      'admitted',
    ],
    [
      'contradict each other at one priority',
      {
        admin: [
          admin(1, [rule('Allow', everybody)]),
          admin(1, [rule('Deny', everybody)]),
        ],
      },
      'unknown',
    ],
    [
      'agree with each other at one priority',
      {
        admin: [
          admin(1, [rule('Deny', apps('web'))]),
          admin(1, [rule('Deny', everybody)]),
        ],
      },
      'refused',
    ],
    [
      'are for other pods',
      {
        admin: [
          admin(1, [rule('Deny', everybody)], {
            subject: { namespaces: { matchLabels: { name: 'finance' } } },
          }),
        ],
      },
      'admitted',
    ],
    [
      'are for these pods',
      {
        admin: [
          admin(1, [rule('Deny', everybody)], {
            subject: {
              pods: {
                namespaceSelector: {},
                podSelector: { matchLabels: { app: 'orders' } },
              },
            },
          }),
        ],
      },
      'refused',
    ],
    [
      'are about other callers',
      { admin: [admin(1, [rule('Deny', finance)])] },
      'admitted',
    ],
    [
      'are about egress',
      {
        admin: [admin(1, [], { egress: [{ action: 'Deny', to: everybody }] })],
      },
      'admitted',
    ],
    [
      'that name a peer of a later version admit nobody by it',
      {
        admin: [admin(1, [rule('Allow', [{ moon: {} } as object])])],
        namespaced: [denyOwn],
      },
      'refused',
    ],
    [
      'that leave a peer of a later version to others forbid it',
      { admin: [admin(1, [rule('Pass', [{ moon: {} } as object])])] },
      'refused',
    ],
    [
      'at the base forbid',
      { baseline: [baseline([rule('Deny', everybody)])] },
      'refused',
    ],
    [
      'at the base come after those of a namespace',
      {
        baseline: [baseline([rule('Deny', everybody)])],
        namespaced: [allowOwn],
      },
      'admitted',
    ],
    [
      'at the base have one name',
      { baseline: [baseline([rule('Deny', everybody)], 'other')] },
      'admitted',
    ],
    [
      'are of no use beside those of a network plugin',
      {
        admin: [admin(1, [rule('Deny', everybody)])],
        others: [
          {
            apiVersion: 'cilium.io/v2',
            kind: 'CiliumNetworkPolicy',
            metadata: { name: 'a', namespace: 'shop' },
          },
        ],
      },
      'unknown',
    ],
  ])('%s', (_, policies, expected) => {
    expect(ask(policies)).toBe(expected);
  });

  it('are not known for a namespace of which nothing is known', () => {
    const admins = [admin(1, [rule('Deny', finance)])];
    expect(ask({ admin: admins }, billing)).toBe('refused');
    expect(
      ask({ admin: admins }, { ...billing, namespaceLabels: undefined }),
    ).toBe('unknown');
  });

  it('speak of pods, and so not of other addresses', () => {
    const admins = [admin(1, [rule('Deny', everybody)])];
    expect(ask({ admin: admins }, { address: '169.254.7.127' })).toBe(
      'admitted',
    );
  });

  it.each<[AdminRule['ports'], string]>([
    [undefined, 'refused'],
    [[{ portNumber: { protocol: 'TCP', port: 8080 } }], 'refused'],
    [[{ portNumber: { port: 8080 } }], 'refused'],
    [[{ portNumber: { protocol: 'UDP', port: 8080 } }], 'admitted'],
    [[{ portNumber: { port: 9090 } }], 'admitted'],
    [[{ portRange: { start: 8000, end: 9000 } }], 'refused'],
    [[{ portRange: { start: 9000, end: 9001 } }], 'admitted'],
    [[{ namedPort: 'http' }], 'refused'],
    [[{ namedPort: 'other' }], 'admitted'],
  ])('with ports %j', (ports, expected) => {
    const admins = [admin(1, [rule('Deny', everybody, ports)])];
    expect(ask({ admin: admins })).toBe(expected);
  });

  it.each<[string, NetworkPeer, AdminRule['to'], string]>([
    [
      'to a range',
      { address: '1.2.3.4' },
      [{ networks: ['1.0.0.0/8'] }],
      'refused',
    ],
    [
      'to another range',
      { address: '9.9.9.9' },
      [{ networks: ['1.0.0.0/8'] }],
      'admitted',
    ],
    [
      'to a range that has a pod',
      web,
      [{ networks: ['10.0.0.0/8'] }],
      'unknown',
    ],
    ['to nodes, of a pod', web, [{ nodes: {} }], 'admitted'],
    [
      'to nodes, of an address',
      { address: '1.2.3.4' },
      [{ nodes: {} }],
      'unknown',
    ],
    [
      'to a name',
      { address: '1.2.3.4' },
      [{ domainNames: ['a.example'] }],
      'unknown',
    ],
  ])('%s', (_, peer, to, expected) => {
    const { verdict } = connectionVerdict(
      {
        admin: [admin(1, [], { egress: [{ action: 'Deny', to }] })],
        namespaced: [],
        baseline: [],
        others: [],
      },
      { pod: orders, direction: 'egress', peer, port: 443 },
    );
    expect(verdict).toBe(expected);
  });

  it.each<[string, AdminRule[], string]>([
    ['all of whom are denied', [rule('Deny', everybody)], 'refused'],
    ['some of whom are denied', [rule('Deny', finance)], 'admitted'],
    ['some of whom are allowed', [rule('Allow', finance)], 'admitted'],
    [
      'of whom some are allowed and the rest denied',
      [rule('Allow', finance), rule('Deny', everybody)],
      'admitted',
    ],
    [
      'on another port',
      [rule('Deny', everybody, [{ portNumber: { port: 1 } }])],
      'admitted',
    ],
  ])('whether there is somebody who gets through, %s', (_, rules, expected) => {
    const { verdict } = connectionVerdict(
      { admin: [admin(1, rules)], namespaced: [], baseline: [], others: [] },
      { pod: orders, direction: 'ingress', port: 8080 },
    );
    expect(verdict).toBe(expected);
  });
});

const labels = fc.dictionary(
  fc.constantFrom('app', 'tier'),
  fc.constantFrom('web', 'orders'),
);
const selector = fc.record({ matchLabels: labels });
const selection = fc.oneof(
  fc.record({ namespaces: selector }),
  fc.record({
    pods: fc.record({ namespaceSelector: selector, podSelector: selector }),
  }),
);
const anyRule = fc.record({
  action: fc.constantFrom('Allow' as const, 'Deny' as const, 'Pass' as const),
  from: fc.array(selection, { minLength: 1, maxLength: 2 }),
  ports: fc.option(
    fc.array(
      fc.record({
        portNumber: fc.record({ port: fc.integer({ min: 1, max: 3 }) }),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    { nil: undefined },
  ),
});
const anyAdmin = fc
  .tuple(
    fc.integer({ min: 0, max: 3 }),
    fc.array(anyRule, { maxLength: 3 }),
    selection,
  )
  .map(([priority, rules, subject]) => admin(priority, rules, { subject }));
const anyOwn = fc
  .record({ podSelector: selector, open: fc.boolean() })
  .map(({ podSelector, open }) =>
    own({ podSelector, ingress: open ? [{}] : [] }),
  );
const anyPod: fc.Arbitrary<NetworkPod> = fc.record({
  namespace: fc.constantFrom('shop', 'finance'),
  namespaceLabels: labels,
  labels,
});
const anyQuestion = fc.record({
  policies: fc.record({
    admin: fc.array(anyAdmin, { maxLength: 3 }),
    namespaced: fc.array(anyOwn, { maxLength: 2 }),
    baseline: fc
      .array(anyRule, { maxLength: 2 })
      .map(rules => [
        baseline(rules.filter(({ action }) => action !== 'Pass')),
      ]),
    others: fc.constant([]),
  }),
  connection: fc.record({
    pod: anyPod,
    direction: fc.constant('ingress' as const),
    peer: anyPod,
    port: fc.integer({ min: 1, max: 3 }),
  }),
});

describe('whatever policies of administrators there are', () => {
  it('their order in a list says nothing', () => {
    fc.assert(
      fc.property(anyQuestion, ({ policies, connection }) => {
        const reversed = { ...policies, admin: [...policies.admin].reverse() };
        expect(connectionVerdict(reversed, connection).verdict).toBe(
          connectionVerdict(policies, connection).verdict,
        );
      }),
    );
  });

  it('whoever gets through is somebody', () => {
    fc.assert(
      fc.property(anyQuestion, ({ policies, connection }) => {
        fc.pre(connectionVerdict(policies, connection).verdict === 'admitted');
        const anybody = { ...connection, peer: undefined };
        expect(connectionVerdict(policies, anybody).verdict).not.toBe(
          'refused',
        );
      }),
    );
  });

  it('to know more turns no certain answer into another', () => {
    fc.assert(
      fc.property(anyQuestion, ({ policies, connection }) => {
        const peer = { ...connection.peer, namespaceLabels: undefined };
        const { verdict } = connectionVerdict(policies, {
          ...connection,
          peer,
        });
        fc.pre(verdict !== 'unknown');
        expect(connectionVerdict(policies, connection).verdict).toBe(verdict);
      }),
    );
  });

  it('a rule that passes everything on, tried first, leaves what there is without the others', () => {
    fc.assert(
      fc.property(anyQuestion, ({ policies, connection }) => {
        const passing = admin(-1, [rule('Pass', everybody)]);
        expect(
          connectionVerdict(
            { ...policies, admin: [passing, ...policies.admin] },
            connection,
          ).verdict,
        ).toBe(
          connectionVerdict({ ...policies, admin: [] }, connection).verdict,
        );
      }),
    );
  });
});
