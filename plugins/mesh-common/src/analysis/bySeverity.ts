import { Finding } from '../status/Finding';

const ORDER = { error: 0, warning: 1, info: 2 };

/** Most severe first, then by code. */
export function bySeverity(a: Finding, b: Finding): number {
  return (
    ORDER[a.severity] - ORDER[b.severity] ||
    (a.code < b.code ? -1 : Number(a.code > b.code))
  );
}
