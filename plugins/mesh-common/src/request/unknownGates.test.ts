import { GateResult } from '../plan/gates';
import { RequestState } from './OnboardingRequest';
import { unknownGates } from './unknownGates';

const met: GateResult = {
  id: 'every-pod-has-a-ready-proxy',
  state: 'met',
  reason: 'All 2 pods have a ready proxy.',
};
const waits: GateResult = { ...met, state: 'waiting' };
const untold: GateResult = {
  id: 'traffic-is-observed',
  state: 'waiting',
  unknown: true,
  reason: 'No metrics could be read.',
};

describe('the gates that somebody may accept unread', () => {
  it.each<[string, RequestState, GateResult[], GateResult[]]>([
    ['are those without an answer', 'verifying', [met, untold], [untold]],
    ['are none when all are met', 'verifying', [met], []],
    ['are none before the first reading', 'verifying', [], []],
    [
      'are none while the cluster has to follow',
      'verifying',
      [waits, untold],
      [],
    ],
    [
      'are none when another gate failed',
      'verifying',
      [{ ...met, state: 'failed' }, untold],
      [],
    ],
    ['are none of a stage that is not merged', 'proposed', [untold], []],
    ['are none of a request that is blocked', 'blocked', [untold], []],
  ])('%s', (_, state, gates, expected) => {
    expect(unknownGates({ state, gates })).toEqual(expected);
  });
});
