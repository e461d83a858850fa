import { useApi } from '@backstage/frontend-plugin-api';
import { Target, targetKey } from '@onmesh/plugin-mesh-common';
import { useQuery } from '@tanstack/react-query';
import { meshApiRef } from '../api/MeshApi';

/** The profile that fits a target as it is now. Asked once: an answer that changes would overwrite the form. */
export function useSuggestions(entityRef: string, target: Target) {
  const api = useApi(meshApiRef);
  return useQuery({
    queryKey: ['suggestions', entityRef, targetKey(target)],
    queryFn: () => api.suggestProfile({ entityRef, target }),
    staleTime: Infinity,
    gcTime: 0,
  });
}
