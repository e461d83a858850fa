import { Pod, WorkloadObject } from '../kubernetes/KubernetesObject';

/** A pod as a workload's manifest describes it. */
export function templatePod(
  { metadata, spec }: WorkloadObject,
  namespace: string,
): Pod {
  const template = spec?.template;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: metadata.name,
      namespace,
      labels: template?.metadata?.labels,
      annotations: template?.metadata?.annotations,
    },
    spec: template?.spec,
  };
}
