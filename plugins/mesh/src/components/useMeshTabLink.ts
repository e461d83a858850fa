import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';

/** Address of an entity's Mesh tab. */
export function useMeshTabLink(): (entityRef: string) => string {
  const entityRoute = useRouteRef(entityRouteRef);
  return entityRef => `${entityRoute(entityRouteParams(entityRef))}/mesh`;
}
