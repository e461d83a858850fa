/** How a kind is addressed in the Kubernetes API. */
export interface Kind {
  /** Empty for the core group. */
  group: string;
  /** The version that we read and write. */
  version: string;
  kind: string;
  plural: string;
  namespaced: boolean;
  /** Which objects of the kind matter, where most do not. */
  fieldSelector?: string;
  /** Belongs to no namespace in any way, so that who may read some namespaces only does not read it. */
  ofCluster?: true;
  /** Nothing but the metadata of its objects is read. */
  metadataOnly?: true;
}

const kind = (
  group: string,
  version: string,
  name: string,
  plural: string,
  namespaced = true,
): Kind => ({ group, version, kind: name, plural, namespaced });

const ofCluster = (
  ...of: [group: string, version: string, name: string, plural: string]
): Kind => ({
  ...kind(...of, false),
  ofCluster: true,
});

/** Who else says which connections there may be, besides the NetworkPolicies of Kubernetes itself. */
const networkPolicyKinds: readonly Kind[] = [
  ofCluster(
    'policy.networking.k8s.io',
    'v1alpha1',
    'AdminNetworkPolicy',
    'adminnetworkpolicies',
  ),
  ofCluster(
    'policy.networking.k8s.io',
    'v1alpha1',
    'BaselineAdminNetworkPolicy',
    'baselineadminnetworkpolicies',
  ),
  ofCluster(
    'policy.networking.k8s.io',
    'v1alpha2',
    'ClusterNetworkPolicy',
    'clusternetworkpolicies',
  ),
  kind('cilium.io', 'v2', 'CiliumNetworkPolicy', 'ciliumnetworkpolicies'),
  ofCluster(
    'cilium.io',
    'v2',
    'CiliumClusterwideNetworkPolicy',
    'ciliumclusterwidenetworkpolicies',
  ),
  // Which of the two groups there is depends on how Calico is installed; with both, they hold the same.
  kind('crd.projectcalico.org', 'v1', 'NetworkPolicy', 'networkpolicies'),
  ofCluster(
    'crd.projectcalico.org',
    'v1',
    'GlobalNetworkPolicy',
    'globalnetworkpolicies',
  ),
  kind('projectcalico.org', 'v3', 'NetworkPolicy', 'networkpolicies'),
  ofCluster(
    'projectcalico.org',
    'v3',
    'GlobalNetworkPolicy',
    'globalnetworkpolicies',
  ),
];

/**
 * Every kind that the mesh status depends on, and that a backend watches; `analysisKinds` are read by `onmesh analyze` besides,
 * and watched by nobody. A cluster need not have the custom ones. Istio and the Gateway API both have
 * a Gateway, and Kubernetes and Calico a NetworkPolicy; objects of the two differ by the group in their apiVersion.
 */
export const kinds = [
  kind('', 'v1', 'Namespace', 'namespaces', false),
  kind('', 'v1', 'Pod', 'pods'),
  kind('', 'v1', 'Service', 'services'),
  kind('', 'v1', 'ServiceAccount', 'serviceaccounts'),
  kind('apps', 'v1', 'Deployment', 'deployments'),
  kind('apps', 'v1', 'StatefulSet', 'statefulsets'),
  kind('apps', 'v1', 'DaemonSet', 'daemonsets'),
  kind('apps', 'v1', 'ReplicaSet', 'replicasets'),
  kind('batch', 'v1', 'Job', 'jobs'),
  kind('batch', 'v1', 'CronJob', 'cronjobs'),
  kind('networking.k8s.io', 'v1', 'NetworkPolicy', 'networkpolicies'),
  ...networkPolicyKinds,
  // Whether a sidecar can be one that Kubernetes knows depends on the kubelets.
  { ...kind('', 'v1', 'Node', 'nodes', false), ofCluster: true },
  kind('security.istio.io', 'v1', 'PeerAuthentication', 'peerauthentications'),
  kind(
    'security.istio.io',
    'v1',
    'AuthorizationPolicy',
    'authorizationpolicies',
  ),
  kind(
    'security.istio.io',
    'v1',
    'RequestAuthentication',
    'requestauthentications',
  ),
  kind('networking.istio.io', 'v1', 'DestinationRule', 'destinationrules'),
  kind('networking.istio.io', 'v1', 'VirtualService', 'virtualservices'),
  kind('networking.istio.io', 'v1', 'Gateway', 'gateways'),
  kind('networking.istio.io', 'v1', 'ServiceEntry', 'serviceentries'),
  kind('networking.istio.io', 'v1', 'Sidecar', 'sidecars'),
  kind('networking.istio.io', 'v1alpha3', 'EnvoyFilter', 'envoyfilters'),
  kind('extensions.istio.io', 'v1alpha1', 'WasmPlugin', 'wasmplugins'),
  kind('telemetry.istio.io', 'v1', 'Telemetry', 'telemetries'),
  kind('gateway.networking.k8s.io', 'v1', 'Gateway', 'gateways'),
  kind('gateway.networking.k8s.io', 'v1', 'HTTPRoute', 'httproutes'),
  kind('gateway.networking.k8s.io', 'v1', 'GRPCRoute', 'grpcroutes'),
  kind(
    'gateway.networking.k8s.io',
    'v1beta1',
    'ReferenceGrant',
    'referencegrants',
  ),
  kind('monitoring.coreos.com', 'v1', 'ServiceMonitor', 'servicemonitors'),
  kind('monitoring.coreos.com', 'v1', 'PodMonitor', 'podmonitors'),
  kind('flagger.app', 'v1beta1', 'Canary', 'canaries'),
  kind('argoproj.io', 'v1alpha1', 'Rollout', 'rollouts'),
  kind('argoproj.io', 'v1alpha1', 'AnalysisRun', 'analysisruns'),
  kind('argoproj.io', 'v1alpha1', 'AnalysisTemplate', 'analysistemplates'),
  kind('argoproj.io', 'v1alpha1', 'Experiment', 'experiments'),
  {
    ...kind('', 'v1', 'Event', 'events'),
    // Flagger tells why it halted nowhere else.
    fieldSelector: 'involvedObject.kind=Canary',
  },
] as const satisfies readonly Kind[];

/** `group/version`, or the version alone for the core group, as objects carry it. */
export function apiVersion(of: Pick<Kind, 'group' | 'version'>): string {
  return of.group === '' ? of.version : `${of.group}/${of.version}`;
}
