import { matchesCalicoSelector } from './calicoSelector';
import { matchesCiliumSelector } from './ciliumSelector';
import { isSelected } from './matchesAdminPeer';
import { Direction, NetworkPod } from './NetworkPolicy';
import {
  CalicoPolicy,
  CiliumPolicy,
  CiliumRules,
  PluginPolicy,
} from './PluginPolicy';

/**
 * Whether a policy has, or may have, a say in connections of a pod. Where it is not known, it may.
 *
 * Source: cilium/cilium pkg/policy/api/rule.go; projectcalico/calico api/pkg/apis/projectcalico/v3.
 */
export function isAboutPod(
  policy: PluginPolicy,
  pod: NetworkPod,
  direction: Direction,
): boolean {
  const { namespace } = policy.metadata;
  if (namespace !== undefined && namespace !== pod.namespace) {
    return false;
  }
  switch (policy.kind) {
    case 'CiliumNetworkPolicy':
    case 'CiliumClusterwideNetworkPolicy':
      return rulesOf(policy).some(
        rules =>
          rules.nodeSelector === undefined &&
          hasRules(rules, direction) &&
          matchesCiliumSelector(rules.endpointSelector, pod) !== false,
      );
    case 'ClusterNetworkPolicy': {
      const { spec = {} } = policy;
      return (
        (spec[direction] ?? []).length > 0 &&
        isSelected(spec.subject ?? {}, pod) !== false
      );
    }
    default:
      return isCalicoAbout(policy, pod, direction);
  }
}

function rulesOf({ spec, specs }: CiliumPolicy): CiliumRules[] {
  return [...(spec ? [spec] : []), ...(specs ?? [])];
}

function hasRules(rules: CiliumRules, direction: Direction): boolean {
  return (
    [...(rules[direction] ?? []), ...(rules[`${direction}Deny`] ?? [])].length >
    0
  );
}

/** Without types it is about egress where it has rules for that, and about ingress unless it has those only. */
function isCalicoAbout(
  { spec = {} }: CalicoPolicy,
  pod: NetworkPod,
  direction: Direction,
): boolean {
  const { types = [], ingress = [], egress = [] } = spec;
  const directions =
    types.length > 0
      ? types.map(type => type.toLowerCase())
      : [
          ...(egress.length === 0 || ingress.length > 0 ? ['ingress'] : []),
          ...(egress.length > 0 ? ['egress'] : []),
        ];
  const ofPod = {
    ...pod.labels,
    'projectcalico.org/namespace': pod.namespace,
    'projectcalico.org/orchestrator': 'k8s',
    ...Object.fromEntries(
      Object.entries(pod.namespaceLabels ?? {}).map(([key, value]) => [
        `pcns.${key}`,
        value,
      ]),
    ),
  };
  return (
    directions.includes(direction) &&
    !spec.doNotTrack &&
    !spec.preDNAT &&
    may(spec.selector, ofPod, pod.namespaceLabels !== undefined) &&
    (pod.namespaceLabels === undefined ||
      may(spec.namespaceSelector, pod.namespaceLabels))
  );
}

/** What is asked of service accounts is not known. */
function may(
  selector: string | undefined,
  labels: Record<string, string>,
  knowsNamespace = true,
): boolean {
  return (
    /\b(pcsa\.|projectcalico\.org\/serviceaccount\b)/.test(selector ?? '') ||
    (!knowsNamespace && /\bpcns\./.test(selector ?? '')) ||
    matchesCalicoSelector(selector, labels) !== false
  );
}
