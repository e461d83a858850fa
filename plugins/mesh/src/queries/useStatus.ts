import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { meshApiRef } from '../api/MeshApi';

const refetchMs = 15_000;

/** What the mesh does to an entity now. Not asked while there is no entity. */
export function useStatus(entityRef: string | undefined) {
  const api = useApi(meshApiRef);
  return useQuery({
    queryKey: ['status', entityRef],
    queryFn: () => api.getStatus(entityRef ?? ''),
    enabled: Boolean(entityRef),
    refetchInterval: refetchMs,
  });
}
