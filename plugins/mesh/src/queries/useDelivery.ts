import { useApi } from '@backstage/frontend-plugin-api';
import { DeliveryId, targetKey } from '@onmesh/plugin-mesh-common';
import { useQuery } from '@tanstack/react-query';
import { meshApiRef } from '../api/MeshApi';

// The history grows by what others do, too.
const refetchMs = 15_000;

/**
 * What this person may do to a delivery, and what was done to it.
 *
 * @param options.phase - of the delivery: what Git holds is asked for again when it changes
 */
export function useDelivery(
  delivery: DeliveryId,
  options: { phase: string; enabled: boolean },
) {
  const api = useApi(meshApiRef);
  const { entityRef, target } = delivery;
  return useQuery({
    queryKey: ['delivery', entityRef, targetKey(target), options.phase],
    queryFn: () => api.getDelivery(delivery),
    enabled: options.enabled,
    refetchInterval: refetchMs,
    placeholderData: before => before,
  });
}
