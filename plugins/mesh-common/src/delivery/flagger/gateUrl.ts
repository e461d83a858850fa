import { GateType, isGateType } from './gateTypes';

/** 256 bits in URL-safe Base64. */
const TOKEN = '[A-Za-z0-9_-]{43}';
const ours = new RegExp(
  `/api/mesh/gates/flagger/(${TOKEN})/([a-z-]+)/?(?:[?#].*)?$`,
);

/** Where Flagger asks for an answer of a gate, below the base of our API. The gate is in it: what Flagger sends does not say which gate asks. */
export function gatePath(token: string, gate: GateType): string {
  return `/gates/flagger/${token}/${gate}`;
}

/** Reads the URL of a webhook that asks us, whatever the host that it is reached by; undefined for any other. */
export function readGateUrl(
  url: string | undefined,
): { token: string; gate: GateType } | undefined {
  const [, token = '', gate = ''] = ours.exec(url ?? '') ?? [];
  return isGateType(gate) ? { token, gate } : undefined;
}
