import { useApi } from '@backstage/frontend-plugin-api';
import { isFinal } from '@onmesh/plugin-mesh-common';
import { useQuery } from '@tanstack/react-query';
import { meshApiRef } from '../api/MeshApi';

const refetchMs = 2_000;

/** One request, read again and again until nothing can happen to it any more, nor to the one that takes it back. */
export function useRequest(id: string) {
  const api = useApi(meshApiRef);
  return useQuery({
    queryKey: ['request', id],
    queryFn: () => api.getRequest(id),
    refetchInterval: query => {
      const request = query.state.data?.request;
      const states = [request?.state, request?.revertedBy?.state];
      return request && states.every(state => !state || isFinal(state))
        ? false
        : refetchMs;
    },
  });
}
