import { Pod } from './KubernetesObject';

/** Whether a pod takes requests: all its containers are ready and its readiness gates are open. */
export function isPodReady({ status }: Pod): boolean {
  const { conditions } = status ?? {};
  return (
    Array.isArray(conditions) &&
    conditions.some(
      ({ type, status: value }) => type === 'Ready' && value === 'True',
    )
  );
}
