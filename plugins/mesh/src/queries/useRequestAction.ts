import { useApi } from '@backstage/frontend-plugin-api';
import { RequestAction, RequestActionBody } from '@onmesh/plugin-mesh-common';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { meshApiRef } from '../api/MeshApi';

/** Acts on a request; the answer is about the request that came of it. A refused action reads the request again, because it was decided on an old version. */
export function useRequestAction(id: string) {
  const api = useApi(meshApiRef);
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (input: { action: RequestAction; body: RequestActionBody }) =>
      api.act(id, input.action, input.body),
    onSuccess: answer => {
      queryClient.setQueryData(['request', answer.request.id], answer);
      if (answer.request.id !== id) {
        queryClient.invalidateQueries({ queryKey: ['request', id] });
      }
      queryClient.invalidateQueries({ queryKey: ['diff', id] });
      queryClient.invalidateQueries({ queryKey: ['requests'] });
      queryClient.invalidateQueries({ queryKey: ['status'] });
    },
    onError: () => queryClient.invalidateQueries({ queryKey: ['request', id] }),
  });
}
