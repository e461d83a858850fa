import { Namespace, Pod } from '../kubernetes/KubernetesObject';
import {
  LabelSelector,
  matchesLabelSelector,
} from '../kubernetes/labelSelector';

const DATAPLANE_MODE = 'istio.io/dataplane-mode';
const SIDECAR_STATUS = 'sidecar.istio.io/status';

/** One way into the ambient mesh: both selectors have to match, and a missing one matches all. */
export interface EnablementSelector {
  podSelector?: LabelSelector;
  namespaceSelector?: LabelSelector;
}

/** What the istio-cni chart enables unless an administrator changes it: the pod's label, or the namespace's. */
export const defaultEnablementSelectors: EnablementSelector[] = [
  { podSelector: { matchLabels: { [DATAPLANE_MODE]: 'ambient' } } },
  {
    podSelector: {
      matchExpressions: [
        { key: DATAPLANE_MODE, operator: 'NotIn', values: ['none'] },
      ],
    },
    namespaceSelector: { matchLabels: { [DATAPLANE_MODE]: 'ambient' } },
  },
];

/** What of the CNI's configuration decides who is captured. */
export interface AmbientSettings {
  /** False where the CNI runs without ambient support. */
  ambientEnabled?: boolean;
  enablementSelectors?: EnablementSelector[];
  /** The CNI's `excludeNamespaces` setting; nothing is excluded unless named. */
  excludeNamespaces?: string[];
}

/**
 * Whether the CNI agent captures a pod into the ambient mesh. It does when any enablement selector matches, unless the
 * pod uses the host network, carries the annotation `sidecar.istio.io/status` (so it has a sidecar), or lives in a
 * namespace that the CNI excludes. By the default selectors, a pod label `istio.io/dataplane-mode: ambient` is enough on
 * its own, and the same label on the namespace counts for every pod not labelled `none`.
 *
 * Source: istio cni/pkg/util/enablement_selector.go and manifests/charts/istio-cni/values.yaml.
 */
export function isEnrolledInAmbient(
  options: { namespace: Namespace; pod: Pod } & AmbientSettings,
): boolean {
  const {
    namespace,
    pod,
    ambientEnabled = true,
    enablementSelectors = defaultEnablementSelectors,
    excludeNamespaces = [],
  } = options;

  if (
    !ambientEnabled ||
    excludeNamespaces.includes(namespace.metadata.name) ||
    pod.spec?.hostNetwork === true ||
    pod.metadata.annotations?.[SIDECAR_STATUS] !== undefined
  ) {
    return false;
  }
  return enablementSelectors.some(
    ({ podSelector, namespaceSelector }) =>
      matchesLabelSelector(podSelector, pod.metadata.labels) &&
      matchesLabelSelector(namespaceSelector, namespace.metadata.labels),
  );
}
