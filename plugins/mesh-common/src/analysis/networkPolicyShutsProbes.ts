import { networkProbes } from '../status/networkProbes';
import { shutConnection } from './network/MeshConnection';
import { workloadPod } from './network/networkPods';
import { mayHavePolicies } from './network/policiesAbout';
import { Rule } from './Rule';

/** As which the CNI agent lets the kubelet appear to pods in ambient, so that ztunnel leaves its probes alone. */
export const KUBELET = '169.254.7.127';

/**
 * Probes of pods in ambient come from an address that is not the node's, and NetworkPolicies do not let it in. Most network
 * plugins leave such addresses alone; Cilium does not.
 *
 * Source: istio cni/README.md, `HOST_PROBE_SNAT_IP`; Istio's documentation of ambient and Kubernetes NetworkPolicy.
 */
export const networkPolicyShutsProbes: Rule = ({ view, workload, status }) => {
  const namespace = workload.namespace.metadata.name;
  const probes =
    status.mesh === 'istio-ambient' && mayHavePolicies(view, namespace)
      ? networkProbes(workload)
      : [];
  if (probes.length === 0) {
    return [];
  }
  const isCilium = view.get('DaemonSet', 'kube-system', 'cilium') !== undefined;
  const pod = workloadPod(view, workload);
  const ports = [...new Set(probes.map(({ port }) => port))];
  // What shuts one of them out shuts out all, and is mended once.
  return ports
    .flatMap(
      port =>
        shutConnection(view, {
          pod,
          direction: 'ingress',
          peer: { address: KUBELET },
          port,
          severity: isCilium ? 'warning' : 'info',
          forbidden: `${KUBELET} may not connect to port ${ports.join(', ')} of ${workload.name}`,
          consequence: `Probes of pods in ambient come from that address. ${
            isCilium
              ? 'The cluster has Cilium, which may refuse them.'
              : 'Most network plugins let it in nevertheless; Cilium for one does not.'
          }`,
          action: `Let ${KUBELET}/32 in on the ports that are probed.`,
        }) ?? [],
    )
    .slice(0, 1);
};
