import { KubernetesObject, PodSpec } from '../../kubernetes/KubernetesObject';

/**
 * Versions that run beside a rollout for a while, to be compared.
 *
 * Source: argo-rollouts pkg/apis/rollouts/v1alpha1/experiment_types.go.
 */
export interface Experiment extends KubernetesObject {
  kind: 'Experiment';
  spec?: {
    /** A Go duration, from the moment when all versions are ready. Without one it runs until its analyses end. */
    duration?: string;
    templates?: {
      name?: string;
      replicas?: number;
      template?: { spec?: PodSpec };
    }[];
    analyses?: { name?: string; templateName?: string }[];
  };
  status?: {
    phase?: string;
    message?: string;
    /** When all versions were ready. */
    availableAt?: string;
    templateStatuses?: {
      name?: string;
      status?: string;
      message?: string;
      replicas?: number;
      readyReplicas?: number;
      podTemplateHash?: string;
    }[];
    analysisRuns?: {
      name?: string;
      analysisRun?: string;
      phase?: string;
      message?: string;
    }[];
  };
}
