import * as fc from 'fast-check';
import { RequestState } from './OnboardingRequest';
import { isFinal, nextState, RequestEvent, transitions } from './transitions';

const states = Object.keys(transitions) as RequestState[];
const events = [
  ...new Set(states.flatMap(state => Object.keys(transitions[state]))),
] as RequestEvent[];

describe('a request', () => {
  it('walks from submission to done, stage by stage', () => {
    const walk: RequestEvent[] = [
      'approve',
      'open',
      'merge',
      'advance',
      'open',
      'merge',
      'finish',
    ];
    expect(
      walk.reduce<RequestState | undefined>(
        (state, event) => state && nextState(state, event),
        'submitted',
      ),
    ).toBe('done');
  });

  it.each(['queued', 'proposed', 'verifying', 'done', 'blocked'] as const)(
    'cannot be approved again once it is %s',
    state => {
      expect(nextState(state, 'approve')).toBeUndefined();
    },
  );

  it('that was declined or blocked is proposed again only by a person asking', () => {
    expect(nextState('declined', 'propose-again')).toBe('queued');
    expect(nextState('blocked', 'propose-again')).toBe('queued');
    expect(nextState('declined', 'open')).toBeUndefined();
  });

  it('never leaves a final state, and every other state has a way to one', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events)), walk => {
        let state: RequestState = 'submitted';
        for (const event of walk) {
          const next = nextState(state, event);
          expect(isFinal(state) && next !== undefined).toBe(false);
          state = next ?? state;
        }
        expect(isFinal(state) || nextState(state, 'withdraw')).toBeTruthy();
      }),
    );
  });
});
