import { useApi } from '@backstage/frontend-plugin-api';
import { PlanRequest } from '@onmesh/plugin-mesh-common';
import { useMutation } from '@tanstack/react-query';
import { meshApiRef } from '../api/MeshApi';

/** Computes a plan; nothing is stored. */
export function usePreview() {
  const api = useApi(meshApiRef);
  return useMutation({
    mutationFn: (body: PlanRequest) => api.previewPlan(body),
  });
}
