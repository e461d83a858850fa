import { ciliumMayAdmit } from './ciliumMayAdmit';
import { connectionVerdict, NetworkPod, NetworkPolicy } from '.';
import { CiliumPolicy, CiliumRule, CiliumRules } from './PluginPolicy';

const orders: NetworkPod = {
  namespace: 'shop',
  labels: { app: 'orders' },
  ports: [],
};
const policy = (
  ingress: CiliumRule[],
  more: CiliumRules = {},
): CiliumPolicy => ({
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumNetworkPolicy',
  metadata: { name: 'a', namespace: 'shop' },
  spec: { endpointSelector: {}, ingress, ...more },
});
const connection = { pod: orders, direction: 'ingress', port: 15008 } as const;
const somebody = { fromEndpoints: [{}] };
const on = (...ports: object[]): CiliumRule => ({ toPorts: [{ ports }] });

/** Source: Cilium's documentation of its policies, "Rule Basics" and "Layer 4"; cilium pkg/policy/api/l4.go. */
describe('whether a policy of Cilium may let somebody through on TCP 15008', () => {
  it.each<[string, CiliumPolicy, boolean]>([
    ['that names somebody', policy([somebody]), true],
    ['that names nobody', policy([{}]), false],
    ['with an empty list', policy([{ fromEndpoints: [] }]), false],
    ['for pings', policy([{ ...somebody, icmps: [{}] }]), false],
    [
      'on another port',
      policy([{ ...somebody, ...on({ port: '8080' }) }]),
      false,
    ],
    ['on that port', policy([on({ port: '15008', protocol: 'TCP' })]), true],
    [
      'on that port by UDP',
      policy([on({ port: '15008', protocol: 'UDP' })]),
      false,
    ],
    ['on any protocol', policy([on({ port: '15008', protocol: 'ANY' })]), true],
    ['on a range', policy([on({ port: '15000', endPort: 15010 })]), true],
    [
      'on another range',
      policy([on({ port: '15009', endPort: 15010 })]),
      false,
    ],
    ['on all ports', policy([on({ port: '0' })]), true],
    ['on a port by name', policy([on({ port: 'hbone' })]), true],
    ['with one rule of several', policy([{}, on({ port: '15008' })]), true],
    [
      'that isolates nobody',
      policy([{}], { enableDefaultDeny: { ingress: false } }),
      true,
    ],
    ['that only denies', policy([], { ingressDeny: [{}] }), true],
    [
      'whose other part is for others',
      {
        ...policy([{}]),
        specs: [
          {
            endpointSelector: { matchLabels: { app: 'web' } },
            ingress: [somebody],
          },
        ],
      },
      false,
    ],
  ])('%s', (_, given, expected) => {
    expect(ciliumMayAdmit(given, connection)).toBe(expected);
  });

  it.each<[string, CiliumPolicy[], NetworkPolicy['spec'] | undefined, string]>([
    [
      'where none does',
      [policy([{}]), policy([on({ port: '80' })])],
      undefined,
      'refused',
    ],
    ['where one may', [policy([{}]), policy([somebody])], undefined, 'unknown'],
    [
      'where one of the namespace does',
      [policy([{}])],
      { ingress: [{}] },
      'unknown',
    ],
    ['where neither does', [policy([{}])], {}, 'refused'],
  ])('and so what comes of it: %s', (_, others, spec, expected) => {
    const namespaced: NetworkPolicy[] = spec
      ? [
          {
            apiVersion: 'networking.k8s.io/v1',
            kind: 'NetworkPolicy',
            metadata: { name: 'b', namespace: 'shop' },
            spec,
          },
        ]
      : [];
    const policies = { admin: [], namespaced, baseline: [], others };
    expect(connectionVerdict(policies, connection).verdict).toBe(expected);
  });
});
