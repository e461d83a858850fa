import { Pod } from '../kubernetes/KubernetesObject';
import { InstalledRevisions } from '../istio/sidecarInjection';
import { MeshSettings } from '../view/ClusterView';
import { Workload } from './Workload';

/** A pod as the workload would make it now, before the mesh gets to see it. */
export function newPod({ namespace, template, name }: Workload): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: namespace.metadata.name,
      labels: template.labels,
      annotations: template.annotations,
    },
    spec: template.spec,
  };
}

/** The control planes of a mesh, in the words of the injection rules. */
export function installedRevisions(settings: MeshSettings): InstalledRevisions {
  return {
    revisions: settings.revisions,
    tags: settings.revisionTags,
    enableNamespacesByDefault: settings.enableNamespacesByDefault,
  };
}
