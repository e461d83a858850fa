import { Pod } from '../../kubernetes/KubernetesObject';
import { matchesLabels } from '../../kubernetes/labelSelector';
import { HostDestinationRule } from '../../istio/routing/DestinationRule';
import { ClusterView } from '../../view/ClusterView';
import { knownHost } from './knownHosts';
import { about, MeshRule } from './MeshRule';
import { namespaceOf } from './objects';
import { LabelledPod, podsOf } from './podLabels';

const TOPOLOGY = [
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
  'topology.istio.io/subzone',
  'kubernetes.io/hostname',
];
/** Argo Rollouts and Flagger write these themselves, and keep those of versions that have no pods any more. */
const CONTROLLED = ['rollouts-pod-template-hash'];
/** Only a control plane of several clusters knows these. */
const ELSEWHERE = ['topology.istio.io/cluster', 'topology.istio.io/network'];

/**
 * No pod behind the host has the labels of a subset, so requests for it get 503.
 *
 * Source: istio pkg/config/analysis/analyzers/destinationrule/subset.go, which also looks at pods that are not behind the
 * host; here those do not count.
 */
export const subsetSelectsNothing: MeshRule = view =>
  view.listAll<HostDestinationRule>('DestinationRule').flatMap(rule => {
    const known = knownHost(view, rule.spec?.host ?? '', {
      namespace: namespaceOf(rule),
      exportTo: rule.spec?.exportTo ?? [],
    });
    if (!known) {
      return [];
    }
    return (rule.spec?.subsets ?? []).flatMap(({ name, labels = {} }, i) =>
      isDecidable(view, labels) &&
      !podsOf(view, known.namespace).some(pod =>
        matchesLabels(
          { matchLabels: { ...known.podLabels, ...labels } },
          { ...pod.labels, ...topologyOf(view, pod) },
        ),
      )
        ? [
            {
              severity: 'error',
              object: about(rule, `spec.subsets[${i}].labels`),
              message: `No pod behind ${rule.spec?.host} has the labels of subset ${name}, so requests for it get 503.`,
              action: 'Correct the labels, or delete the subset.',
            },
          ]
        : [],
    );
  });

function isDecidable(view: ClusterView, labels: Record<string, string>) {
  const keys = Object.keys(labels);
  const isKnown = (key: string) =>
    !CONTROLLED.includes(key) &&
    !ELSEWHERE.includes(key) &&
    (!TOPOLOGY.includes(key) || view.listAll('Node').length > 0);
  return keys.every(isKnown);
}

/** Labels that endpoints have from the node of their pod. */
function topologyOf(view: ClusterView, { pod }: LabelledPod) {
  const { nodeName = '' } = (pod as PodOnNode | undefined)?.spec ?? {};
  const labels = view.get('Node', '', nodeName)?.metadata.labels ?? {};
  return Object.fromEntries(
    TOPOLOGY.flatMap(key => (labels[key] ? [[key, labels[key]]] : [])),
  );
}

type PodOnNode = Pod & { spec?: { nodeName?: string } };
