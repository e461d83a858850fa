/** How a kind is addressed in the Kubernetes API. */
export interface Kind {
  /** Empty for the core group. */
  group: string;
  /** The version that we read and write. */
  version: string;
  kind: string;
  plural: string;
  namespaced: boolean;
}

const kind = (
  group: string,
  version: string,
  name: string,
  plural: string,
  namespaced = true,
): Kind => ({ group, version, kind: name, plural, namespaced });

/** Every kind that the mesh status depends on. A cluster need not have the custom ones. */
export const kinds = [
  kind('', 'v1', 'Namespace', 'namespaces', false),
  kind('', 'v1', 'Pod', 'pods'),
  kind('', 'v1', 'Service', 'services'),
  kind('', 'v1', 'ServiceAccount', 'serviceaccounts'),
  kind('apps', 'v1', 'Deployment', 'deployments'),
  kind('apps', 'v1', 'StatefulSet', 'statefulsets'),
  kind('apps', 'v1', 'DaemonSet', 'daemonsets'),
  kind('apps', 'v1', 'ReplicaSet', 'replicasets'),
  kind('security.istio.io', 'v1', 'PeerAuthentication', 'peerauthentications'),
  kind(
    'security.istio.io',
    'v1',
    'AuthorizationPolicy',
    'authorizationpolicies',
  ),
  kind('networking.istio.io', 'v1', 'DestinationRule', 'destinationrules'),
  kind('networking.istio.io', 'v1', 'VirtualService', 'virtualservices'),
  kind('gateway.networking.k8s.io', 'v1', 'HTTPRoute', 'httproutes'),
  kind('flagger.app', 'v1beta1', 'Canary', 'canaries'),
  kind('argoproj.io', 'v1alpha1', 'Rollout', 'rollouts'),
  kind('argoproj.io', 'v1alpha1', 'AnalysisRun', 'analysisruns'),
  kind('argoproj.io', 'v1alpha1', 'AnalysisTemplate', 'analysistemplates'),
] as const satisfies readonly Kind[];

/** `group/version`, or the version alone for the core group, as objects carry it. */
export function apiVersion(of: Pick<Kind, 'group' | 'version'>): string {
  return of.group === '' ? of.version : `${of.group}/${of.version}`;
}
