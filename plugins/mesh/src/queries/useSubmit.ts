import { useApi } from '@backstage/frontend-plugin-api';
import { CreateRequestRequest } from '@onmesh/plugin-mesh-common';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { meshApiRef } from '../api/MeshApi';

/** Submits a request for the plan that the person saw. */
export function useSubmit() {
  const api = useApi(meshApiRef);
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateRequestRequest) => api.createRequest(body),
    onSuccess: answer => {
      queryClient.setQueryData(['request', answer.request.id], answer);
      queryClient.invalidateQueries({ queryKey: ['requests'] });
      queryClient.invalidateQueries({ queryKey: ['status'] });
    },
  });
}
