import { Pod } from './KubernetesObject';

/**
 * Whether a pod takes requests: all its containers are ready and its readiness gates are open. What damaged objects leave
 * out counts as no.
 */
export function isPodReady({ status }: Pod): boolean {
  const conditions: unknown = status?.conditions;
  return (
    Array.isArray(conditions) &&
    conditions.some(
      condition => condition?.type === 'Ready' && condition.status === 'True',
    )
  );
}
