import { useApi } from '@backstage/frontend-plugin-api';
import { isFinal } from '@onmesh/plugin-mesh-common';
import { useQuery } from '@tanstack/react-query';
import { meshApiRef } from '../api/MeshApi';

const refetchMs = 2_000;

/** One request, read again and again until nothing can happen to it any more. */
export function useRequest(id: string) {
  const api = useApi(meshApiRef);
  return useQuery({
    queryKey: ['request', id],
    queryFn: () => api.getRequest(id),
    refetchInterval: query => {
      const state = query.state.data?.request.state;
      return state && isFinal(state) ? false : refetchMs;
    },
  });
}
