import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  FleetRow,
  OnboardingRequest,
  RequestSummary,
  TargetStatus,
} from '@onmesh/plugin-mesh-common';

/** A request as a list shows it. */
export function summarise(request: OnboardingRequest): RequestSummary {
  return {
    id: request.id,
    entityRef: request.entityRef,
    target: request.target,
    requester: request.requester,
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

/** A service as the fleet page shows it; without a status its workload was not found, so nothing is known. */
export function fleetRow(
  entity: Entity,
  status: TargetStatus | undefined,
  openRequestId: string | undefined,
): FleetRow {
  const findings: FleetRow['findings'] = {};
  for (const { severity } of status?.findings ?? []) {
    findings[severity] = (findings[severity] ?? 0) + 1;
  }
  return {
    entityRef: stringifyEntityRef(entity),
    title: entity.metadata.title ?? entity.metadata.name,
    owner: entity.relations?.find(({ type }) => type === RELATION_OWNED_BY)
      ?.targetRef,
    target: status?.target,
    mesh: status?.mesh ?? 'unknown',
    enrolment: status?.enrolment.state ?? 'unknown',
    mtls: status ? mtls(status) : 'unknown',
    access: status?.access.default ?? 'unknown',
    delivery: status && deliveryPhase(status),
    findings,
    openRequestId,
  };
}

function mtls({ ports }: TargetStatus): FleetRow['mtls'] {
  const accepts = new Set(ports.map(port => port.accepts));
  if (accepts.size === 0 || accepts.has('unknown')) {
    return 'unknown';
  }
  if (accepts.size > 1 || accepts.has('mtls-and-plaintext')) {
    return 'mixed';
  }
  return accepts.has('mtls-only') ? 'strict' : 'plaintext';
}

/** Without a controller there is no delivery to be in a phase. */
function deliveryPhase({ delivery }: TargetStatus): string {
  return delivery.controller === 'none' ? 'none' : delivery.phase;
}
