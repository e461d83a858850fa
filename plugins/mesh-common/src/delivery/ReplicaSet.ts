import { KubernetesObject, PodSpec } from '../kubernetes/KubernetesObject';

/** One version of a workload: the pods of one pod template. */
export interface ReplicaSet extends KubernetesObject {
  kind: 'ReplicaSet';
  spec?: { replicas?: number; template?: { spec?: PodSpec } };
  /** Counts that are zero are left out by the API server. */
  status?: {
    replicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
    observedGeneration?: number;
    conditions?: { type?: string; status?: string }[];
  };
}

/** Label on the pods and ReplicaSets of a Rollout that tells its versions apart. */
export const POD_HASH_LABEL = 'rollouts-pod-template-hash';
