import { useApi } from '@backstage/frontend-plugin-api';
import {
  DeliveryId,
  GateApprovalRequest,
  GateWithdrawalRequest,
} from '@onmesh/plugin-mesh-common';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { meshApiRef } from '../api/MeshApi';

/** What a person decides about a gate; with what they saw it is an approval. */
export type GateDecision =
  | ({ approve: true } & Pick<GateApprovalRequest, 'gate' | 'seen' | 'reason'>)
  | ({ approve: false } & Pick<GateWithdrawalRequest, 'gate'>);

/** Approves and withdraws. Whatever comes of it, everything about the gates is asked for again. */
export function useGateAction({ entityRef, target }: DeliveryId) {
  const api = useApi(meshApiRef);
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ approve, ...decision }: GateDecision) =>
      approve && 'seen' in decision
        ? api.approveGate({ entityRef, target, ...decision })
        : api.withdrawGate({ entityRef, target, gate: decision.gate }),
    onSettled: () => {
      queryClient.invalidateQueries({ queryKey: ['gates', entityRef] });
      queryClient.invalidateQueries({ queryKey: ['status', entityRef] });
    },
  });
}
