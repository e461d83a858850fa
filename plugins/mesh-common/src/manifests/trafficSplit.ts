import { versionSubset } from '../profile/versionSubset';
import { subsets } from './destinationRule';
import { HeaderMatch } from './headerMatch';

/** Which subsets of a host requests go to, and how many of a hundred where there are several. */
export type SplitPart = { subset?: string; weight?: number };

/** How the requests to a host are divided. */
export interface TrafficSplit {
  parts: readonly SplitPart[];
  /** Requests with this header go to one subset, whatever the weights. */
  asked?: { headers: Record<string, HeaderMatch>; subset: string };
}

/** To every pod alike. */
export const everyPod: TrafficSplit = { parts: [{}] };

/** Git says all to stable; the controller of the canary writes the rest. */
export const heldByController: TrafficSplit = {
  parts: [
    { subset: subsets.stable, weight: 100 },
    { subset: subsets.canary, weight: 0 },
  ],
};

/** So many of a hundred requests to the new version, the others to the stable one. */
export function byVersion(
  { stable, canary = stable }: { stable: string; canary?: string },
  weight: number,
): TrafficSplit {
  if (weight === 0 || weight === 100) {
    return { parts: [{ subset: versionSubset(weight ? canary : stable) }] };
  }
  return {
    parts: [
      { subset: versionSubset(stable), weight: 100 - weight },
      { subset: versionSubset(canary), weight },
    ],
  };
}
