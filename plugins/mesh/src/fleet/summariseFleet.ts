import { FleetRow } from '@onmesh/plugin-mesh-common';

/** The fleet in numbers. Services whose state is unknown are counted apart, never among the rest. */
export function summariseFleet(rows: FleetRow[]) {
  const count = (matches: (row: FleetRow) => boolean) =>
    rows.filter(matches).length;
  return {
    total: rows.length,
    enrolled: count(row => row.enrolment === 'enrolled'),
    strict: count(row => row.mtls === 'strict'),
    unknown: count(row => row.enrolment === 'unknown'),
    openRequests: count(row => row.openRequestId !== undefined),
  };
}
