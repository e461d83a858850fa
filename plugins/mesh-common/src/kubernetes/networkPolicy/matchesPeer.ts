import {
  ipBlockContains,
  parseIpBlock,
} from '../../istio/authorization/ipBlock';
import { matchesLabelSelector } from '../labelSelector';
import { NetworkPeer, NetworkPod, NetworkPolicyPeer } from './NetworkPolicy';

/**
 * Whether a peer of a rule is who is at the other end: by its labels, by those of its namespace, by both, or by its address.
 * Undefined where what decides is not known.
 *
 * Source: the Kubernetes API, `NetworkPolicyPeer`.
 *
 * @param namespace - of the policy
 */
export function matchesPeer(
  wanted: NetworkPolicyPeer,
  peer: NetworkPeer,
  namespace: string,
): boolean | undefined {
  const { ipBlock, podSelector, namespaceSelector } = wanted;
  if (ipBlock) {
    return peer.address === undefined
      ? undefined
      : holds(ipBlock, peer.address);
  }
  if (!isPod(peer) || (!podSelector && !namespaceSelector)) {
    return false;
  }
  if (podSelector && !matchesLabelSelector(podSelector, peer.labels)) {
    return false;
  }
  if (!namespaceSelector) {
    return peer.namespace === namespace;
  }
  const isEmpty =
    Object.keys(namespaceSelector.matchLabels ?? {}).length === 0 &&
    (namespaceSelector.matchExpressions ?? []).length === 0;
  return isEmpty || peer.namespaceLabels
    ? matchesLabelSelector(namespaceSelector, peer.namespaceLabels)
    : undefined;
}

function holds(
  { cidr, except }: NonNullable<NetworkPolicyPeer['ipBlock']>,
  address: string,
): boolean {
  const contains = (block: string) => {
    const parsed = parseIpBlock(block);
    return parsed !== undefined && ipBlockContains(parsed, address);
  };
  return contains(cidr) && !(except ?? []).some(contains);
}

function isPod(peer: NetworkPeer): peer is NetworkPod {
  return 'labels' in peer;
}
