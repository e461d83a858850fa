import { KubernetesObject } from '@onmesh/plugin-mesh-common';
import { hashLabel, Revision, seconds } from './simulatedPods';

/** The workload with the status that its controller would write, once it has seen the revision. */
export function simulatedStatus(
  { owner, replicas, hash }: Revision,
  ready: boolean,
): KubernetesObject {
  const available = ready ? replicas : 0;
  const counts = {
    replicas,
    updatedReplicas: replicas,
    readyReplicas: available,
    availableReplicas: available,
  };
  if (owner.kind !== 'Rollout') {
    return withStatus(owner, { observedGeneration: 1, ...counts });
  }
  // A Rollout's first version skips all steps, and the demo releases no second one: Git changes the mesh, not the image.
  const rollout = withStatus(owner, {
    observedGeneration: '1',
    workloadObservedGeneration: '1',
    ...counts,
    currentPodHash: hash,
    ...(ready
      ? { stableRS: hash, phase: 'Healthy' }
      : {
          phase: 'Progressing',
          message: 'updated replicas are still becoming available',
        }),
  });
  return {
    ...rollout,
    metadata: {
      ...rollout.metadata,
      annotations: {
        ...rollout.metadata.annotations,
        'rollout.argoproj.io/revision': '1',
        'rollout.argoproj.io/workload-generation': '1',
      },
    },
  };
}

/** The ReplicaSet between the workload and its pods. */
export function simulatedReplicaSet(
  { owner, template, replicas, hash, createdAt }: Revision,
  ready: boolean,
): KubernetesObject {
  const { name, namespace, uid } = owner.metadata;
  const label = { [hashLabel(owner)]: hash };
  const available = ready ? replicas : 0;
  const set = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-${hash}`,
      namespace,
      labels: { ...template.metadata?.labels, ...label },
      annotations: { 'rollout.argoproj.io/revision': '1' },
      creationTimestamp: seconds(createdAt),
      ownerReferences: [{ kind: owner.kind, name, uid }],
    },
    spec: { replicas, template },
    status: {
      replicas,
      readyReplicas: available,
      availableReplicas: available,
    },
  };
  return set;
}

function withStatus(
  object: KubernetesObject,
  status: Record<string, unknown>,
): KubernetesObject {
  const changed = {
    ...object,
    metadata: { ...object.metadata, generation: 1 },
    status,
  };
  return changed;
}
