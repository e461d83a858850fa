/** The webhooks whose answer can hold a canary up, or take it back. */
export const gateTypes = [
  'confirm-rollout',
  'confirm-traffic-increase',
  'confirm-promotion',
  'rollback',
] as const;

/** What a gate holds up: the start, each increase, the promotion. `rollback` is the other way round: a yes takes it back. */
export type GateType = (typeof gateTypes)[number];

export function isGateType(type: string | undefined): type is GateType {
  return gateTypes.some(one => one === type);
}
