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

/** A Kubernetes label selector, set-based expressions included. */
export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: {
    key: string;
    operator: string;
    values?: string[];
  }[];
}

/**
 * Whether labels satisfy every requirement of a selector; no requirement at all is satisfied by any labels.
 * `NotIn` holds for an absent label. A malformed expression matches nothing.
 *
 * Source: kubernetes staging/src/k8s.io/apimachinery/pkg/labels/selector.go, `Requirement.Matches`.
 */
export function matchesLabelSelector(
  selector: LabelSelector | undefined,
  labels: Record<string, string> | undefined,
): boolean {
  const present = new Map(Object.entries(labels ?? {}));
  const labelsMatch = Object.entries(selector?.matchLabels ?? {}).every(
    ([key, value]) => present.get(key) === value,
  );
  const expressionsMatch = (selector?.matchExpressions ?? []).every(
    ({ key, operator, values = [] }) => {
      const value = present.get(key);
      const listed = value !== undefined && values.includes(value);
      switch (operator) {
        case 'In':
          return listed;
        case 'NotIn':
          return values.length > 0 && !listed;
        case 'Exists':
          return values.length === 0 && value !== undefined;
        case 'DoesNotExist':
          return values.length === 0 && value === undefined;
        default:
          return false;
      }
    },
  );
  return labelsMatch && expressionsMatch;
}
