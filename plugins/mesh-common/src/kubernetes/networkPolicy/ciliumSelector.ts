import { LabelSelector, matchesLabelSelector } from '../labelSelector';
import { NetworkPod } from './NetworkPolicy';

/** Where a label may come from; pods have theirs from Kubernetes. */
const SOURCE = /^(any|k8s)[:.]/;
const NAMESPACE = 'io.kubernetes.pod.namespace';
const NAMESPACE_LABELS = 'io.cilium.k8s.namespace.labels.';
/** Labels that Cilium makes of what we do not look at, such as the service account. */
const OTHERS = /^(io\.cilium\.|reserved[:.]|cidr[:.]|fqdn[:.])/;

/**
 * Whether a selector of Cilium picks a pod. Undefined where it asks for something about the pod that is not known.
 *
 * Source: cilium/cilium pkg/policy/api/selector.go; pkg/k8s/apis/cilium.io/const.go.
 */
export function matchesCiliumSelector(
  selector: LabelSelector | undefined,
  pod: NetworkPod,
): boolean | undefined {
  const plain = (key: string) => key.replace(SOURCE, '');
  const asked = [
    ...Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => ({
      key: plain(key),
      operator: 'In',
      values: [value],
    })),
    ...(selector?.matchExpressions ?? []).map(expression => ({
      ...expression,
      key: plain(expression.key),
    })),
  ];
  const labels = {
    ...pod.labels,
    [NAMESPACE]: pod.namespace,
    ...Object.fromEntries(
      Object.entries(pod.namespaceLabels ?? {}).map(([key, value]) => [
        `${NAMESPACE_LABELS}${key}`,
        value,
      ]),
    ),
  };
  const isKnown = ({ key }: { key: string }) =>
    key.startsWith(NAMESPACE_LABELS)
      ? pod.namespaceLabels !== undefined
      : !OTHERS.test(key);
  const known = asked.filter(isKnown);
  return matchesLabelSelector({ matchExpressions: known }, labels)
    ? known.length === asked.length || undefined
    : false;
}
