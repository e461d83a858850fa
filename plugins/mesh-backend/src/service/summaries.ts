import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  FleetRow,
  OnboardingRequest,
  RequestSummary,
  Target,
  TargetSummary,
  nothingKnown,
} from '@onmesh/plugin-mesh-common';

/** A request as a list shows it. */
export function summarise(request: OnboardingRequest): RequestSummary {
  return {
    id: request.id,
    entityRef: request.entityRef,
    target: request.target,
    requester: request.requester,
    reverts: request.reverts,
    state: request.state,
    stageIndex: request.stageIndex,
    message: request.message,
    createdAt: request.createdAt,
    updatedAt: request.updatedAt,
    version: request.version,
    stages: request.plan.stages.map(stage => stage.id),
    risk: request.plan.risk,
    mesh: request.profile.mesh,
  };
}

/** A service as the fleet page shows it; without a target its workload was not found, so nothing is known. */
export function fleetRow(
  entity: Entity,
  found?: { target: Target; summary: TargetSummary; openRequestId?: string },
): FleetRow {
  return {
    entityRef: stringifyEntityRef(entity),
    title: entity.metadata.title ?? entity.metadata.name,
    owner: entity.relations?.find(({ type }) => type === RELATION_OWNED_BY)
      ?.targetRef,
    target: found?.target,
    ...(found?.summary ?? nothingKnown),
    openRequestId: found?.openRequestId,
  };
}
