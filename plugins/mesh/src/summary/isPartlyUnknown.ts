import { FleetRow, TargetStatus } from '@onmesh/plugin-mesh-common';

/** Something about a target could not be told, so that finding nothing proves nothing. */
export function isPartlyUnknown(status: TargetStatus): boolean {
  return (
    status.enrolment.state === 'unknown' ||
    status.access.default === 'unknown' ||
    status.ports.some(port => port.accepts === 'unknown')
  );
}

/** The same of a row of the fleet. */
export function isRowPartlyUnknown(row: FleetRow): boolean {
  return [row.enrolment, row.access, row.mtls].includes('unknown');
}
