import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { meshApiRef } from '../api/MeshApi';
import { useStatusHints } from './useStatusHints';

// People watch a change of theirs arrive here; an answer comes from the backend's memory.
const refetchMs = 5_000;
// Metrics come without a hint, and a hint can be lost.
const refetchWithHintsMs = 8_000;

/** What the mesh does to an entity now. Not asked while there is no entity. */
export function useStatus(entityRef: string | undefined) {
  const api = useApi(meshApiRef);
  const { areAvailable } = useStatusHints(entityRef);
  return useQuery({
    queryKey: ['status', entityRef],
    queryFn: () => api.getStatus(entityRef ?? ''),
    enabled: Boolean(entityRef),
    refetchInterval: areAvailable ? refetchWithHintsMs : refetchMs,
  });
}
