import {
  ClusterView,
  findTargets,
  findWorkload,
  injectingRevision,
  injectRequired,
  isEnrolledInAmbient,
  Pod,
  Workload,
} from '@onmesh/plugin-mesh-common';

/**
 * A pod for each workload, as the mesh would make it from the template: manifests in Git hold no pods, and a verdict on
 * them is one on the pods that they lead to.
 */
export function assumedPods(view: ClusterView): Pod[] {
  return findTargets(view, { selector: {} })
    .map(target => findWorkload(view, target))
    .filter(workload => workload !== undefined)
    .map(workload => assumedPod(view, workload));
}

function assumedPod({ mesh }: ClusterView, workload: Workload): Pod {
  const { template, namespace } = workload;
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${workload.name}-assumed`,
      namespace: namespace.metadata.name,
      labels: template.labels,
      annotations: template.annotations,
    },
    spec: { ...template.spec },
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  };
  const revision = injectingRevision({
    namespace,
    pod,
    installed: {
      revisions: mesh.revisions,
      tags: mesh.revisionTags,
      enableNamespacesByDefault: mesh.enableNamespacesByDefault,
    },
  });
  if (revision !== undefined && injectRequired({ pod })) {
    const containers = [
      ...(template.spec.containers ?? []),
      { name: 'istio-proxy' },
    ];
    return { ...pod, spec: { ...template.spec, containers } };
  }
  const annotations = isEnrolledInAmbient({ namespace, pod })
    ? { ...template.annotations, 'ambient.istio.io/redirection': 'enabled' }
    : template.annotations;
  return { ...pod, metadata: { ...pod.metadata, annotations } };
}
