import { useApi } from '@backstage/frontend-plugin-api';
import { DecisionRequest } from '@onmesh/plugin-mesh-common';
import { useMutation } from '@tanstack/react-query';
import { meshApiRef } from '../api/MeshApi';

/** Asks whether one request would be allowed. */
export function useDecision() {
  const api = useApi(meshApiRef);
  return useMutation({
    mutationFn: (body: DecisionRequest) => api.decide(body),
  });
}
