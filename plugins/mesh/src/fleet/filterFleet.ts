import { FleetRow } from '@onmesh/plugin-mesh-common';

/** What the fleet table is narrowed to; an empty string does not narrow. */
export interface FleetFilter {
  text: string;
  enrolment: FleetRow['enrolment'] | '';
  mtls: FleetRow['mtls'] | '';
  withFindings: boolean;
}

export const noFilter: FleetFilter = {
  text: '',
  enrolment: '',
  mtls: '',
  withFindings: false,
};

function mentions(row: FleetRow, text: string): boolean {
  const { title, entityRef, owner = '', target } = row;
  return [
    title,
    entityRef,
    owner,
    target?.namespace ?? '',
    target?.cluster ?? '',
  ]
    .join('\n')
    .toLowerCase()
    .includes(text.trim().toLowerCase());
}

/** Rows that match every part of the filter. */
export function filterFleet(rows: FleetRow[], filter: FleetFilter): FleetRow[] {
  return rows.filter(
    row =>
      mentions(row, filter.text) &&
      (!filter.enrolment || row.enrolment === filter.enrolment) &&
      (!filter.mtls || row.mtls === filter.mtls) &&
      (!filter.withFindings ||
        Object.values(row.findings).some(count => count > 0)),
  );
}
