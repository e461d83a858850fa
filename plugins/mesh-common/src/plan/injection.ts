import { injectingRevision, injectRequired } from '../istio/sidecarInjection';
import { Namespace, Pod } from '../kubernetes/KubernetesObject';
import { INJECT_LABEL } from '../manifests/editWorkload';
import { ClusterView } from '../view/ClusterView';

/** Whether a new pod gets a sidecar in a cluster: both the webhook's choice and istiod's. */
export function isInjected(view: ClusterView, pod: Pod): boolean {
  const name = pod.metadata.namespace ?? '';
  const namespace = view.get<Namespace>('Namespace', '', name) ?? {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  };
  const { revisions, revisionTags, enableNamespacesByDefault } = view.mesh;
  return (
    injectingRevision({
      namespace,
      pod,
      installed: { revisions, tags: revisionTags, enableNamespacesByDefault },
    }) !== undefined && injectRequired({ pod })
  );
}

/** A pod with another injection label. */
export function withInjectLabel(
  pod: Pod,
  value: 'true' | 'false' | undefined,
): Pod {
  const { [INJECT_LABEL]: _, ...labels } = pod.metadata.labels ?? {};
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      labels:
        value === undefined ? labels : { ...labels, [INJECT_LABEL]: value },
    },
  };
}
