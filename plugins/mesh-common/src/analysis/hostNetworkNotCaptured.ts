import { Evidence } from '../status/Evidence';
import { Workload } from '../status/Workload';
import { Rule } from './Rule';

const INJECT = 'sidecar.istio.io/inject';
const DATA_PLANE = 'istio.io/dataplane-mode';

/**
 * Pods are labelled into the mesh and use the network of their node, where neither a sidecar nor ztunnel takes hold of them.
 *
 * Source: istio pkg/kube/inject/inject.go, `injectRequired`; cni/pkg/util/podutil.go.
 */
export const hostNetworkNotCaptured: Rule = ({ workload }) => {
  const asking = workload.template.spec.hostNetwork
    ? (askedByPods(workload) ?? askedByNamespace(workload))
    : undefined;
  return asking === undefined
    ? []
    : [
        {
          // The label of a namespace is meant for others as well.
          severity: asking.kind === 'Namespace' ? 'info' : 'warning',
          object: asking,
          message: `Pods of ${workload.name} use the network of their node, so the mesh never takes hold of them, whatever ${asking.field} says: no mTLS, no policy.`,
          action:
            'Let them have a network of their own (hostNetwork: false), or guard them by other means and leave the label out.',
        },
      ];
};

function askedByPods({
  kind,
  name,
  namespace,
  template: { labels },
}: Workload): Evidence | undefined {
  const label = [
    ...(labels[INJECT] === 'true' ? [INJECT] : []),
    ...(labels[DATA_PLANE] === 'ambient' ? [DATA_PLANE] : []),
  ].at(0);
  return label === undefined
    ? undefined
    : {
        kind,
        namespace: namespace.metadata.name,
        name,
        field: `spec.template.metadata.labels[${label}]`,
        value: labels[label],
      };
}

function askedByNamespace({
  namespace: { metadata },
  template,
}: Workload): Evidence | undefined {
  const labels = metadata.labels ?? {};
  const refuses =
    template.labels[INJECT] === 'false' ||
    template.labels[DATA_PLANE] === 'none';
  const label = [
    ...(labels['istio-injection'] === 'enabled' ? ['istio-injection'] : []),
    ...(labels['istio-injection'] === undefined && labels['istio.io/rev']
      ? ['istio.io/rev']
      : []),
    ...(labels[DATA_PLANE] === 'ambient' ? [DATA_PLANE] : []),
  ].at(0);
  return refuses || label === undefined
    ? undefined
    : {
        kind: 'Namespace',
        name: metadata.name,
        field: `metadata.labels[${label}]`,
        value: labels[label],
      };
}
