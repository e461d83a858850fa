import { useRouteRef } from '@backstage/core-plugin-api';
import { Target, targetKey } from '@onmesh/plugin-mesh-common';
import { onboardRouteRef } from '../routes';

/** Address of the form that proposes a new profile for a target. */
export function useOnboardLink() {
  const route = useRouteRef(onboardRouteRef);
  return (entityRef: string, target: Target, intent?: 'leave') => {
    const query = new URLSearchParams({
      entityRef,
      target: targetKey(target),
      ...(intent && { intent }),
    });
    return `${route()}?${query}`;
  };
}
