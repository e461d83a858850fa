import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import {
  AdminNetworkPolicy,
  BaselineAdminNetworkPolicy,
  Direction,
  isAboutPod,
  NetworkPod,
  NetworkPolicies,
  NetworkPolicy,
  PluginPolicy,
} from '../../kubernetes/networkPolicy';
import { ClusterView } from '../../view/ClusterView';

/** What lies in no namespace and is not evaluated. */
const WIDE = [
  'ClusterNetworkPolicy',
  'CiliumClusterwideNetworkPolicy',
  'GlobalNetworkPolicy',
] as const satisfies PluginPolicy['kind'][];

/** Kinds of which one that cannot be read may say something else than those that can. */
const OTHER_MAKERS = [
  ...WIDE,
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'CiliumNetworkPolicy',
];

/** The NetworkPolicies of Kubernetes itself; Calico has some of the same name. */
export function ownNetworkPolicies(
  view: ClusterView,
  namespace: string,
): NetworkPolicy[] {
  return view
    .list<NetworkPolicy>('NetworkPolicy', namespace)
    .filter(({ apiVersion }) => isKubernetes(apiVersion));
}

/** Every policy that has a say in what a pod may connect to, or be connected to by. */
export function policiesAbout(
  view: ClusterView,
  pod: NetworkPod,
  direction: Direction,
): NetworkPolicies {
  return {
    admin: view.list<AdminNetworkPolicy>('AdminNetworkPolicy', ''),
    namespaced: ownNetworkPolicies(view, pod.namespace),
    baseline: view.list<BaselineAdminNetworkPolicy>(
      'BaselineAdminNetworkPolicy',
      '',
    ),
    others: pluginPolicies(view, pod.namespace).filter(policy =>
      isAboutPod(policy, pod, direction),
    ),
  };
}

/** Whether a policy may be somewhere for pods of a namespace, so that it is worth while to ask. */
export function mayHavePolicies(view: ClusterView, namespace: string): boolean {
  return (
    view.list('NetworkPolicy', namespace).length > 0 ||
    view.list('CiliumNetworkPolicy', namespace).length > 0 ||
    [...WIDE, 'AdminNetworkPolicy', 'BaselineAdminNetworkPolicy'].some(
      kind => view.list<KubernetesObject>(kind, '').length > 0,
    )
  );
}

/** Whether policies that cannot be read may decide. */
export function hasUnreadPolicies(view: ClusterView): boolean {
  return OTHER_MAKERS.some(kind => view.unreadable(kind) !== undefined);
}

function pluginPolicies(view: ClusterView, namespace: string): PluginPolicy[] {
  return [
    ...view.list<PluginPolicy>('CiliumNetworkPolicy', namespace),
    ...view
      .list<PluginPolicy>('NetworkPolicy', namespace)
      .filter(({ apiVersion }) => !isKubernetes(apiVersion)),
    ...WIDE.flatMap(kind => view.list<PluginPolicy>(kind, '')),
  ];
}

function isKubernetes(apiVersion: string): boolean {
  return apiVersion.startsWith('networking.k8s.io/');
}
