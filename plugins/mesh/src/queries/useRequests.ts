import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { meshApiRef, RequestFilter } from '../api/MeshApi';

const refetchMs = 10_000;

/** Onboarding requests that match a filter. Not asked while the filter is not known yet. */
export function useRequests(filter: RequestFilter | undefined) {
  const api = useApi(meshApiRef);
  return useQuery({
    queryKey: ['requests', filter],
    queryFn: () => api.listRequests(filter),
    enabled: filter !== undefined,
    refetchInterval: refetchMs,
  });
}
