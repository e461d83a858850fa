import { Verdict } from '@onmesh/plugin-mesh-common';
import { groupEffects, Outcome, outcomeOf } from './groupEffects';

const effect = (before: Verdict, after: Verdict) => ({
  caller: { label: 'frontend' },
  before,
  after,
  reason: '',
});

describe('outcomeOf', () => {
  it.each<[Verdict, Verdict, Outcome]>([
    ['allowed', 'denied', 'loses'],
    ['allowed', 'depends', 'loses'],
    ['depends', 'denied', 'loses'],
    ['denied', 'allowed', 'gains'],
    ['denied', 'depends', 'gains'],
    ['allowed', 'allowed', 'keeps'],
    ['denied', 'denied', 'keeps'],
    ['unknown', 'allowed', 'unclear'],
    ['allowed', 'unknown', 'unclear'],
    ['unknown', 'unknown', 'unclear'],
  ])('from %s to %s, a caller %s', (before, after, expected) => {
    expect(outcomeOf(effect(before, after))).toBe(expected);
  });
});

describe('groupEffects', () => {
  it('loses nobody', () => {
    const effects = [effect('allowed', 'denied'), effect('unknown', 'allowed')];

    expect(groupEffects(effects)).toEqual({
      loses: [effects[0]],
      gains: [],
      unclear: [effects[1]],
      keeps: [],
    });
  });
});
