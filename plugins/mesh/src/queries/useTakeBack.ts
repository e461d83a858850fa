import { useApi } from '@backstage/frontend-plugin-api';
import { OnboardingRequest } from '@onmesh/plugin-mesh-common';
import { useQuery } from '@tanstack/react-query';
import { meshApiRef } from '../api/MeshApi';

/** What taking a request back would do. Asked anew when the request has changed, because that may have changed the repository. */
export function useTakeBack({
  id,
  version,
}: Pick<OnboardingRequest, 'id' | 'version'>) {
  const api = useApi(meshApiRef);
  return useQuery({
    queryKey: ['take-back', id, version],
    queryFn: () => api.previewTakeBack(id),
    placeholderData: before => before,
    gcTime: 0,
  });
}
