/** `matchLabels` as Istio's WorkloadSelector uses it: no set-based expressions. */
export interface WorkloadSelector {
  matchLabels?: Record<string, string>;
}

/** Whether the selector names no label at all, and so selects a whole scope rather than some workloads. */
export function selectsEverything(
  selector: WorkloadSelector | undefined,
): boolean {
  return Object.keys(selector?.matchLabels ?? {}).length === 0;
}

/**
 * Whether each label that the selector asks for is on the workload with exactly that value.
 * A missing or empty selector matches every workload.
 *
 * Source: istio pkg/config/labels/instance.go, `SubsetOf`.
 */
export function matchesLabels(
  selector: WorkloadSelector | undefined,
  labels: Record<string, string> | undefined,
): boolean {
  return Object.entries(selector?.matchLabels ?? {}).every(
    ([key, value]) => labels?.[key] === value,
  );
}
