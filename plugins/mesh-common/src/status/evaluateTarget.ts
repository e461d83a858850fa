import { ClusterView } from '../view/ClusterView';
import { findings } from '../analysis/findings';
import { access } from './access';
import { enrolment, meshOf } from './enrolment';
import { ObservedTraffic } from './ObservedTraffic';
import { portMtls } from './portMtls';
import { Target } from './Target';
import { Caller, TargetStatus } from './TargetStatus';
import { targetDelivery } from './targetDelivery';
import { TargetParts, targetParts } from './targetParts';
import { targetRoutes } from './targetRoutes';
import { targetWaypoints } from './targetWaypoints';
import { Workload } from './Workload';

/** The cluster does not have the workload that a target names. */
export class WorkloadNotFoundError extends Error {
  readonly name = 'WorkloadNotFoundError';
  constructor(readonly target: Target) {
    super(
      `There is no workload ${target.workload} in namespace ${target.namespace} of cluster ${target.cluster}`,
    );
  }
}

/**
 * Everything that the mesh does to one target, with the evidence for it.
 *
 * @throws WorkloadNotFoundError
 */
export function evaluateTarget(options: {
  view: ClusterView;
  target: Target;
  /** Absent when there are no metrics: then nothing is concluded from traffic. */
  observed?: ObservedTraffic;
  /** Callers that the catalog declares. */
  catalogCallers: readonly Caller[];
  /** RFC 3339; without it no deadline is said to have passed. */
  now?: string;
  /** As `targetParts` found them, where somebody asked before. */
  parts?: TargetParts;
}): TargetStatus {
  const { view, target, observed, catalogCallers, now } = options;
  const parts = options.parts ?? targetParts(view, target);
  if (!parts) {
    throw new WorkloadNotFoundError(target);
  }
  const { workload, versioned } = parts;
  const mesh = meshOf(workload);
  const enrolled = enrolment(workload, view.mesh);
  const ports = portMtls({ view, workload, mesh, enrolment: enrolled });
  const who = access({ view, workload, mesh, ports, observed, catalogCallers });
  const status = {
    target,
    workloadKind: workload.kind,
    mesh,
    serviceAccount: workload.serviceAccount,
    services: workload.services.map(service => service.metadata.name),
    enrolment: enrolled,
    ...waypointsOf(view, workload),
    ports,
    access: who,
    routes: targetRoutes({ view, workload, mesh, callers: who.callers }),
    delivery: targetDelivery({ view, workload, now }),
    ...(versioned && { versions: versioned.versions }),
    traffic: observed,
  };
  return { ...status, findings: findings({ view, workload, status }) };
}

function waypointsOf(
  view: ClusterView,
  workload: Workload,
): Pick<TargetStatus, 'waypoints'> {
  const waypoints = targetWaypoints(view, workload);
  return waypoints.some(({ evidence }) => evidence !== undefined)
    ? { waypoints }
    : {};
}
