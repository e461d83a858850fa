import { useApi } from '@backstage/frontend-plugin-api';
import { DeliveryId, targetKey } from '@onmesh/plugin-mesh-common';
import { useQuery } from '@tanstack/react-query';
import { meshApiRef } from '../api/MeshApi';

// Approvals come and go by what others do, too.
const refetchMs = 15_000;

/** The approvals that Flagger asks for here, as far as a delivery is Flagger's. */
export function useGates(delivery: DeliveryId, options: { enabled: boolean }) {
  const api = useApi(meshApiRef);
  const { entityRef, target } = delivery;
  return useQuery({
    queryKey: ['gates', entityRef, targetKey(target)],
    queryFn: () => api.getGates(delivery),
    enabled: options.enabled,
    refetchInterval: refetchMs,
  });
}
