import { Rollout } from './Rollout';

/** Pods of all versions of a rollout together. */
export interface PodCounts {
  desired: number;
  current: number;
  /** Of the newest version. */
  updated: number;
  ready: number;
  available: number;
}

/** The counts that the controller reports; undefined before it has looked at the rollout, when nothing is known. */
export function podCounts({ spec, status }: Rollout): PodCounts | undefined {
  if (!status) {
    return undefined;
  }
  const counts = {
    desired: spec?.replicas ?? 1,
    current: status.replicas ?? 0,
    updated: status.updatedReplicas ?? 0,
    ready: status.readyReplicas ?? 0,
    available: status.availableReplicas ?? 0,
  };
  return Object.values(counts).every(Number.isFinite) ? counts : undefined;
}
