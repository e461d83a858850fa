import { matchesLabelSelector } from '../labelSelector';
import { Direction, NetworkPod, NetworkPolicy } from './NetworkPolicy';

/**
 * The policies by which a pod is isolated in a direction, so that only what one of them lets through gets through. Without
 * any, everything does.
 *
 * Source: the Kubernetes API, `NetworkPolicySpec`.
 */
export function isolatingPolicies(
  policies: readonly NetworkPolicy[],
  pod: Pick<NetworkPod, 'namespace' | 'labels'>,
  direction: Direction,
): NetworkPolicy[] {
  return policies.filter(
    ({ metadata, spec }) =>
      metadata.namespace === pod.namespace &&
      isAbout(spec, direction) &&
      matchesLabelSelector(spec?.podSelector, pod.labels),
  );
}

/** A policy that does not say what it is about is about ingress, and about egress where it has rules for that. */
function isAbout(spec: NetworkPolicy['spec'], direction: Direction): boolean {
  const types = spec?.policyTypes ?? [];
  if (types.length > 0) {
    return types.includes(direction === 'ingress' ? 'Ingress' : 'Egress');
  }
  return direction === 'ingress' || (spec?.egress ?? []).length > 0;
}
