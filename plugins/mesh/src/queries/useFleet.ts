import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { meshApiRef } from '../api/MeshApi';

const refetchMs = 30_000;

/** Every service that the person may see, with its state in the mesh. */
export function useFleet() {
  const api = useApi(meshApiRef);
  return useQuery({
    queryKey: ['fleet'],
    queryFn: () => api.getFleet(),
    refetchInterval: refetchMs,
  });
}
