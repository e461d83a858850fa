import { listOf } from './listOf';
import { ReplicaSet } from './ReplicaSet';

/** How the pods of one version are. `ScaledDown` wants none; `ReplicaFailure` could not make them. */
export type ReplicaSetState =
  'Healthy' | 'Progressing' | 'ScaledDown' | 'ReplicaFailure';

const SCALE_DOWN = 'scale-down-deadline';

/**
 * The state of a version's ReplicaSet; undefined before anything of it was reported.
 *
 * Source: argo-rollouts pkg/kubectl-argo-rollouts/info/replicaset_info.go, `getReplicaSetHealth`.
 */
export function replicaSetState(set: ReplicaSet): ReplicaSetState | undefined {
  const { metadata, spec, status } = set;
  if (!status) {
    return undefined;
  }
  if ((metadata?.generation ?? 0) > (status.observedGeneration ?? 0)) {
    return 'Progressing';
  }
  const failed = listOf(status.conditions).some(
    one => one.type === 'ReplicaFailure' && one.status === 'True',
  );
  if (failed) {
    return 'ReplicaFailure';
  }
  if ((status.availableReplicas ?? 0) < (spec?.replicas ?? 0)) {
    return 'Progressing';
  }
  return spec?.replicas === 0 ? 'ScaledDown' : 'Healthy';
}

/** RFC 3339: when the controller takes the pods of a replaced version away. Until then going back is quick. */
export function scaleDownAt({ metadata }: ReplicaSet): string | undefined {
  const deadline = metadata?.annotations?.[SCALE_DOWN];
  return Number.isNaN(Date.parse(deadline ?? '')) ? undefined : deadline;
}
