import { Pod } from '../kubernetes/KubernetesObject';
import { PlanContext } from './PlanContext';

/** A pod as the repository's manifest describes it. */
export function templatePod({ manifest, target }: PlanContext): Pod {
  const template = manifest.object.spec?.template;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: target.workload,
      namespace: target.namespace,
      labels: template?.metadata?.labels,
      annotations: template?.metadata?.annotations,
    },
    spec: template?.spec,
  };
}
