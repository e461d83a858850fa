import { isAboutPod, NetworkPod, PluginPolicy } from '.';
import { matchesCalicoSelector } from './calicoSelector';

const orders: NetworkPod = {
  namespace: 'shop',
  namespaceLabels: { team: 'sales' },
  labels: { app: 'orders' },
};
const policy = (kind: string, spec: object, namespace?: string) =>
  ({
    apiVersion: 'v1',
    kind,
    metadata: { name: 'a', namespace },
    spec,
  }) as PluginPolicy;
const cilium = (spec: object, namespace = 'shop') =>
  policy('CiliumNetworkPolicy', spec, namespace);
const calico = (spec: object, namespace = 'shop') =>
  policy('NetworkPolicy', spec, namespace);
const app = (name: string, prefix = '') => ({
  endpointSelector: { matchLabels: { [`${prefix}app`]: name } },
});
const wide = (spec: object) => policy('CiliumClusterwideNetworkPolicy', spec);
const inNamespace = (key: string, value: string) => ({
  endpointSelector: { matchLabels: { [key]: value } },
  ingress: [{}],
});

describe('a policy of a network plugin', () => {
  /** Source: Cilium's documentation of its policies, "Rule Basics"; cilium pkg/k8s/apis/cilium.io/const.go. */
  it.each<[string, PluginPolicy, boolean, boolean]>([
    ['for ingress', cilium({ ...app('orders'), ingress: [{}] }), true, false],
    ['for egress', cilium({ ...app('orders'), egress: [{}] }), false, true],
    [
      'that denies',
      cilium({ ...app('orders'), ingressDeny: [{}] }),
      true,
      false,
    ],
    [
      'for all pods',
      cilium({ endpointSelector: {}, ingress: [{}] }),
      true,
      false,
    ],
    ['for other pods', cilium({ ...app('web'), ingress: [{}] }), false, false],
    [
      'for labels with their source',
      cilium({ ...app('orders', 'k8s:'), ingress: [{}] }),
      true,
      false,
    ],
    [
      'of another namespace',
      cilium({ ...app('orders'), ingress: [{}] }, 'finance'),
      false,
      false,
    ],
    ['without rules', cilium(app('orders')), false, false],
    [
      'with several parts',
      {
        ...cilium({}),
        spec: undefined,
        specs: [{ ...app('orders'), egress: [{}] }],
      } as PluginPolicy,
      false,
      true,
    ],
    ['for nodes', wide({ nodeSelector: {}, ingress: [{}] }), false, false],
    [
      'by the namespace',
      wide(inNamespace('k8s:io.kubernetes.pod.namespace', 'shop')),
      true,
      false,
    ],
    [
      'by another namespace',
      wide(inNamespace('io.kubernetes.pod.namespace', 'finance')),
      false,
      false,
    ],
    [
      'by labels of the namespace',
      wide(inNamespace('io.cilium.k8s.namespace.labels.team', 'sales')),
      true,
      false,
    ],
    [
      'by a service account, which is not looked at',
      wide(inNamespace('io.cilium.k8s.policy.serviceaccount', 'orders')),
      true,
      false,
    ],
  ])('of Cilium, %s', (_, given, ingress, egress) => {
    expect(isAboutPod(given, orders, 'ingress')).toBe(ingress);
    expect(isAboutPod(given, orders, 'egress')).toBe(egress);
  });

  /** Source: Calico's reference of NetworkPolicy and GlobalNetworkPolicy. */
  it.each<[string, PluginPolicy, boolean, boolean]>([
    ['for one label', calico({ selector: "app == 'orders'" }), true, false],
    ['for another', calico({ selector: "app == 'web'" }), false, false],
    ['of another namespace', calico({}, 'finance'), false, false],
    ['with types', calico({ types: ['Egress'] }), false, true],
    ['with rules for egress only', calico({ egress: [{}] }), false, true],
    [
      'with rules for both',
      calico({ egress: [{}], ingress: [{}] }),
      true,
      true,
    ],
    [
      'by the namespace',
      policy('GlobalNetworkPolicy', { namespaceSelector: "team == 'sales'" }),
      true,
      false,
    ],
    [
      'by another namespace',
      policy('GlobalNetworkPolicy', { namespaceSelector: "team != 'sales'" }),
      false,
      false,
    ],
    [
      'by labels of the namespace in the selector',
      policy('GlobalNetworkPolicy', { selector: "pcns.team == 'sales'" }),
      true,
      false,
    ],
    [
      'by a service account, which is not looked at',
      calico({ selector: "pcsa.team == 'x'" }),
      true,
      false,
    ],
    [
      'for nodes',
      policy('GlobalNetworkPolicy', { preDNAT: true }),
      false,
      false,
    ],
    ['that cannot be read', calico({ selector: 'app ==' }), true, false],
  ])('of Calico, %s', (_, given, ingress, egress) => {
    expect(isAboutPod(given, orders, 'ingress')).toBe(ingress);
    expect(isAboutPod(given, orders, 'egress')).toBe(egress);
  });

  it('of the API that comes after AdminNetworkPolicy', () => {
    const cluster = (subject: object) =>
      policy('ClusterNetworkPolicy', { subject, ingress: [{}] });
    const sales = { namespaces: { matchLabels: { team: 'sales' } } };
    const other = { namespaces: { matchLabels: { team: 'it' } } };
    expect(isAboutPod(cluster(sales), orders, 'ingress')).toBe(true);
    expect(isAboutPod(cluster(sales), orders, 'egress')).toBe(false);
    expect(isAboutPod(cluster(other), orders, 'ingress')).toBe(false);
  });
});

/** Source: projectcalico/calico, the reference of selectors. */
describe("a selector of Calico's", () => {
  const labels = { app: 'orders', 'a.b/c': 'x-1' };
  it.each<[string | undefined, boolean | undefined]>([
    [undefined, true],
    ['', true],
    ['all()', true],
    ['global()', false],
    ["app == 'orders'", true],
    ['app == "web"', false],
    ["app != 'web'", true],
    ["tier != 'web'", true],
    ['has(app)', true],
    ['!has(app)', false],
    ['! has(tier)', true],
    ["a.b/c in {'x-1', 'y'}", true],
    ["app in {'web'}", false],
    ["app not in {'web'}", true],
    ["tier not in {'web'}", true],
    ["app contains 'der'", true],
    ["app starts with 'ord'", true],
    ["app ends with 'ord'", false],
    ["has(tier) || app == 'orders'", true],
    ["has(tier) || app == 'orders' && has(x)", false],
    ["(has(tier) || app == 'orders') && has(app)", true],
    ["!(app == 'orders')", false],
    ["app == 'orders", undefined],
    ['app == orders', undefined],
    ["app = 'orders'", undefined],
    ["has(app) app == 'orders'", undefined],
    ['nobody()', undefined],
    ['(has(app)', undefined],
  ])('%s is satisfied: %s', (selector, expected) => {
    expect(matchesCalicoSelector(selector, labels)).toBe(expected);
  });
});
