/** Where a catalog entity runs: one workload in one cluster. */
export interface Target {
  cluster: string;
  namespace: string;
  /** Name of the Deployment, StatefulSet, DaemonSet or Rollout. */
  workload: string;
}

/** `cluster/namespace/workload`: names hold no slash, so this identifies a target. */
export function targetKey(target: Target): string {
  return `${target.cluster}/${target.namespace}/${target.workload}`;
}
