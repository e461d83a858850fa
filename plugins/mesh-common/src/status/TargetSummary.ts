import { Severity } from './Finding';
import { MeshKind, TargetStatus } from './TargetStatus';

/** A status in a line, for lists of many. */
export interface TargetSummary {
  mesh: MeshKind;
  enrolment: TargetStatus['enrolment']['state'];
  /** Ports by what they accept. */
  mtls: 'strict' | 'mixed' | 'plaintext' | 'unknown';
  access: TargetStatus['access']['default'];
  /** Phase of the delivery, `none` without a controller; absent where no workload was found. */
  delivery?: string;
  /** How many there are of each severity. */
  findings: Partial<Record<Severity, number>>;
}

/** What a list says of a target that was not found: nothing is known. */
export const nothingKnown: TargetSummary = {
  mesh: 'unknown',
  enrolment: 'unknown',
  mtls: 'unknown',
  access: 'unknown',
  findings: {},
};

export function summariseStatus(status: TargetStatus): TargetSummary {
  const findings: TargetSummary['findings'] = {};
  for (const { severity } of status.findings) {
    findings[severity] = (findings[severity] ?? 0) + 1;
  }
  const { mesh, enrolment, access, delivery } = status;
  return {
    mesh,
    enrolment: enrolment.state,
    mtls: mtls(status),
    access: access.default,
    // Without a controller there is no delivery to be in a phase.
    delivery: delivery.controller === 'none' ? 'none' : delivery.phase,
    findings,
  };
}

function mtls({ ports }: TargetStatus): TargetSummary['mtls'] {
  const accepts = new Set(ports.map(port => port.accepts));
  if (accepts.size === 0 || accepts.has('unknown')) {
    return 'unknown';
  }
  if (accepts.size > 1 || accepts.has('mtls-and-plaintext')) {
    return 'mixed';
  }
  return accepts.has('mtls-only') ? 'strict' : 'plaintext';
}
