import { useApi } from '@backstage/frontend-plugin-api';
import { DeliveryActionRequest, DeliveryId } from '@onmesh/plugin-mesh-common';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { meshApiRef } from '../api/MeshApi';

/** When the controller has usually answered. Whoever acted watches, and a hint can be lost. */
const looksAfterMs = [0, 1_500, 5_000];

/** Acts on a delivery. Whatever comes of it, everything about the delivery is asked for again. */
export function useDeliveryAction({ entityRef, target }: DeliveryId) {
  const api = useApi(meshApiRef);
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (
      input: Pick<DeliveryActionRequest, 'action' | 'seen' | 'reason'>,
    ) => api.actOnDelivery({ entityRef, target, ...input }),
    onSettled: () => {
      queryClient.invalidateQueries({ queryKey: ['delivery', entityRef] });
      for (const ms of looksAfterMs) {
        setTimeout(
          () =>
            queryClient.invalidateQueries({ queryKey: ['status', entityRef] }),
          ms,
        );
      }
    },
  });
}
