import { RequestSummary, Risk } from '@onmesh/plugin-mesh-common';

const order: Record<Risk, number> = { high: 0, medium: 1, low: 2 };

/** Riskiest first; within one risk, who has waited longest. */
export function byRisk(a: RequestSummary, b: RequestSummary): number {
  return (
    order[a.risk] - order[b.risk] || a.createdAt.localeCompare(b.createdAt)
  );
}
