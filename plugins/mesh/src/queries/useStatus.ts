import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { meshApiRef } from '../api/MeshApi';

// People watch a change of theirs arrive here; an answer comes from the backend's memory.
const refetchMs = 5_000;

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
