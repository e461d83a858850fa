import {
  findGateway,
  podsOfGateway,
  WaypointName,
} from '../../istio/waypoint/WaypointGateway';
import { Namespace, Pod } from '../../kubernetes/KubernetesObject';
import { NetworkPod } from '../../kubernetes/networkPolicy';
import { Workload } from '../../status/Workload';
import { ClusterView } from '../../view/ClusterView';

/** A pod as NetworkPolicies look at it. */
export function networkPod(view: ClusterView, pod: Pod): NetworkPod {
  const { namespace = '', labels } = pod.metadata;
  return {
    namespace,
    namespaceLabels: namespaceLabels(view, namespace),
    labels: labels ?? {},
    address: pod.status?.podIP,
    ports: (pod.spec?.containers ?? []).flatMap(({ ports }) => ports ?? []),
  };
}

/** A pod of a workload as it is, or will be once it is replaced. */
export function workloadPod(view: ClusterView, workload: Workload): NetworkPod {
  const { namespace, template, pods, name } = workload;
  const [running] = pods;
  return networkPod(view, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: namespace.metadata.name,
      labels: { ...running?.metadata.labels, ...template.labels },
    },
    spec: template.spec,
    status: running?.status,
  });
}

/** A pod of the control plane of a revision, of any when none is said; undefined where none is known. */
export function istiodPod(
  view: ClusterView,
  revision: string | undefined,
): NetworkPod | undefined {
  const { rootNamespace } = view.mesh;
  const pod = view.list<Pod>('Pod', rootNamespace).find(
    ({ metadata: { labels } }) =>
      labels?.app === 'istiod' &&
      (revision === undefined ||
        // Not every installation labels them.
        (labels['istio.io/rev'] ?? revision) === revision),
  );
  return pod && networkPod(view, pod);
}

/**
 * A pod of a waypoint. One that does not run yet gets its labels from istiod and from its Gateway; undefined where there is no
 * Gateway.
 *
 * Source: istio manifests/charts/istio-control/istio-discovery/files/waypoint.yaml.
 */
export function waypointPod(
  view: ClusterView,
  name: WaypointName,
): NetworkPod | undefined {
  const [pod] = podsOfGateway(view, name);
  if (pod) {
    return networkPod(view, pod);
  }
  const gateway = findGateway(view, name);
  return (
    gateway && {
      namespace: name.namespace,
      namespaceLabels: namespaceLabels(view, name.namespace),
      labels: {
        ...gateway.metadata.labels,
        'gateway.istio.io/managed': 'istio.io-mesh-controller',
        'gateway.networking.k8s.io/gateway-class-name': 'istio-waypoint',
        'gateway.networking.k8s.io/gateway-name': name.name,
        'istio.io/dataplane-mode': 'none',
        'sidecar.istio.io/inject': 'false',
      },
    }
  );
}

function namespaceLabels(
  view: ClusterView,
  name: string,
): NetworkPod['namespaceLabels'] {
  const namespace = view.get<Namespace>('Namespace', '', name);
  return (
    namespace && {
      // The API server puts the name label on every namespace; one read from a file may still lack it.
      'kubernetes.io/metadata.name': name,
      ...namespace.metadata.labels,
    }
  );
}
