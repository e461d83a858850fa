import { CallerEffect, Verdict } from '@onmesh/plugin-mesh-common';

/** What a change of verdicts means for a caller. */
export type Outcome = 'loses' | 'gains' | 'unclear' | 'keeps';

const rank: Record<Verdict, number | undefined> = {
  denied: 0,
  depends: 1,
  allowed: 2,
  unknown: undefined,
};

/** Whether a caller has less, more or the same access afterwards. Unknown on either side is unclear. */
export function outcomeOf(effect: CallerEffect): Outcome {
  const before = rank[effect.before];
  const after = rank[effect.after];
  if (before === undefined || after === undefined) {
    return 'unclear';
  }
  if (after === before) {
    return 'keeps';
  }
  return after < before ? 'loses' : 'gains';
}

/** The callers by what happens to them. */
export function groupEffects(
  effects: CallerEffect[],
): Record<Outcome, CallerEffect[]> {
  const groups: Record<Outcome, CallerEffect[]> = {
    loses: [],
    gains: [],
    unclear: [],
    keeps: [],
  };
  for (const effect of effects) {
    groups[outcomeOf(effect)].push(effect);
  }
  return groups;
}
