import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { meshApiRef } from '../api/MeshApi';

/** What Git says the present pull request changes. `commit` names its head, so that a new one is asked for anew. */
export function useDiff(id: string, commit: string | undefined) {
  const api = useApi(meshApiRef);
  return useQuery({
    queryKey: ['diff', id, commit],
    queryFn: () => api.getDiff(id),
  });
}
