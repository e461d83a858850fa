import { GateType, ProfileCanary } from '@onmesh/plugin-mesh-common';
import { gateTypeWords } from '../../words/deliveryWords';
import { Candidate } from '../form/Candidate';

type Gates = ProfileCanary['gates'];

export interface GateDraft {
  at: GateType;
  /** Empty: not asked there. */
  url: string;
}

/** One for each moment at which Flagger can ask, those of the profile first. */
export function gatesFromProfile(gates: Gates = []): GateDraft[] {
  const isGate = (at: string): at is GateType => at in gateTypeWords;
  return [
    ...gates,
    ...Object.keys(gateTypeWords)
      .filter(isGate)
      .filter(at => gates.every(gate => gate.at !== at))
      .map(at => ({ at, url: '' })),
  ];
}

export function gatesToInput(drafts: GateDraft[]): Candidate<Gates> {
  const gates = askedGates(drafts).map(({ at, url }) => ({
    at,
    url: url.trim(),
  }));
  return gates.length > 0 ? gates : undefined;
}

/** The gates that are asked, as they follow each other in the profile. */
export function askedGates(drafts: GateDraft[]): GateDraft[] {
  return drafts.filter(({ url }) => url.trim() !== '');
}
