import { injectingRevision, injectRequired } from '../istio/sidecarInjection';
import { Namespace, Pod } from '../kubernetes/KubernetesObject';
import { INJECT_LABEL, REVISION_LABEL } from '../manifests/editWorkload';
import { ClusterView } from '../view/ClusterView';

/** Whether a new pod gets a sidecar in a cluster: both the webhook's choice and istiod's. */
export function isInjected(view: ClusterView, pod: Pod): boolean {
  return injectedRevision(view, pod) !== undefined;
}

/** The revision a tag stands for, or that of the name itself. */
export function revisionNamed({ mesh }: ClusterView, name: string): string {
  return mesh.revisionTags[name] ?? name;
}

/** The revision of the sidecar that a new pod gets in a cluster; undefined where it gets none. */
export function injectedRevision(
  view: ClusterView,
  pod: Pod,
): string | undefined {
  const name = pod.metadata.namespace ?? '';
  const namespace = view.get<Namespace>('Namespace', '', name) ?? {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  };
  const { revisions, revisionTags, enableNamespacesByDefault } = view.mesh;
  const revision = injectingRevision({
    namespace,
    pod,
    installed: { revisions, tags: revisionTags, enableNamespacesByDefault },
  });
  return injectRequired({ pod }) ? revision : undefined;
}

/** A pod that asks for the sidecar of a revision. */
export function withRevision(pod: Pod, revision: string | undefined): Pod {
  const { [REVISION_LABEL]: own, ...labels } = pod.metadata.labels ?? {};
  const wanted = revision ?? own;
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      labels:
        wanted === undefined ? labels : { ...labels, [REVISION_LABEL]: wanted },
    },
  };
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
