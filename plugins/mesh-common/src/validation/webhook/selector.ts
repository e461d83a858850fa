import { Problem, warnings } from '../Problem';
import { selectorLabels } from './labels';

export interface Selector {
  matchLabels?: Record<string, string>;
}

/**
 * What Istio says of a selector of workloads.
 *
 * Source: istio pkg/config/validation/validation.go, `validateWorkloadSelector`.
 */
export function selectorProblems(
  selector: Selector | undefined,
  path: string,
): Problem[] {
  const labels = selector?.matchLabels ?? {};
  return [
    ...selectorLabels(labels, path),
    ...warnings([
      selector !== undefined && Object.keys(labels).length === 0,
      path,
      'The selector has no labels, so it selects all workloads.',
    ]),
  ];
}
