import {
  ipBlockContains,
  parseIpBlock,
} from '../../istio/authorization/ipBlock';
import { LabelSelector, matchesLabelSelector } from '../labelSelector';
import { AdminPeer, AdminSelection } from './AdminNetworkPolicy';
import { NetworkPeer, NetworkPod } from './NetworkPolicy';

/**
 * Whether a pod is among those of a selection; undefined where the labels of its namespace are not known, or the selection is of
 * a version that we do not know.
 */
export function isSelected(
  { namespaces, pods }: AdminSelection,
  pod: Pick<NetworkPod, 'labels' | 'namespaceLabels'>,
): boolean | undefined {
  if (!namespaces && !pods) {
    return undefined;
  }
  if (pods && !matchesLabelSelector(pods.podSelector, pod.labels)) {
    return false;
  }
  const wanted = pods ? pods.namespaceSelector : namespaces;
  return isEmpty(wanted) || pod.namespaceLabels
    ? matchesLabelSelector(wanted, pod.namespaceLabels)
    : undefined;
}

/**
 * Whether a peer of a rule is who is at the other end. Undefined where what decides is not known; `new` for a peer of a version
 * that we do not know.
 *
 * Source: kubernetes-sigs/network-policy-api apis/v1alpha1/shared_types.go.
 */
export function matchesAdminPeer(
  wanted: AdminPeer,
  peer: NetworkPeer,
): boolean | undefined | 'new' {
  if (wanted.namespaces || wanted.pods) {
    return 'labels' in peer && isSelected(wanted, peer);
  }
  if (wanted.networks) {
    return isIn(wanted.networks, peer);
  }
  if (wanted.nodes || wanted.domainNames) {
    // Whose address it is that is no pod's is not known.
    return 'labels' in peer ? false : undefined;
  }
  return 'new';
}

/** Whether a peer stands for all pods of the cluster. */
export function isEveryPod({ namespaces, pods }: AdminPeer): boolean {
  return pods
    ? isEmpty(pods.namespaceSelector) && isEmpty(pods.podSelector)
    : namespaces !== undefined && isEmpty(namespaces);
}

/** Ranges are meant for what is outside the cluster; whether one that has the address of a pod holds for it is not laid down. */
function isIn(
  networks: readonly string[],
  peer: NetworkPeer,
): boolean | undefined {
  const { address } = peer;
  if (address === undefined) {
    return undefined;
  }
  const holds = networks.some(network => {
    const block = parseIpBlock(network);
    return block !== undefined && ipBlockContains(block, address);
  });
  return holds && 'labels' in peer ? undefined : holds;
}

function isEmpty(selector: LabelSelector | undefined): boolean {
  return (
    Object.keys(selector?.matchLabels ?? {}).length === 0 &&
    (selector?.matchExpressions ?? []).length === 0
  );
}
