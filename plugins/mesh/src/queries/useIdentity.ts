import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';

/** Who is looking at the screen. */
export function useIdentity() {
  const identity = useApi(identityApiRef);
  return useQuery({
    queryKey: ['identity'],
    queryFn: () => identity.getBackstageIdentity(),
    staleTime: Infinity,
  });
}
