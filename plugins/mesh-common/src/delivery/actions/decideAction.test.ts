import { Rollout } from '../Rollout';
import { decideAction } from './decideAction';
import { seenRollout } from './seenRollout';

const paused: Rollout = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name: 'orders', namespace: 'shop', generation: 4 },
  spec: { strategy: { canary: { steps: [{ setWeight: 10 }, { pause: {} }] } } },
  status: {
    observedGeneration: '4',
    stableRS: 'a',
    currentPodHash: 'b',
    currentStepIndex: 1,
    pauseConditions: [{ reason: 'CanaryPauseStep' }],
  },
};

describe('decideAction', () => {
  it('gives what to send while all is as it was seen', () => {
    const { action, refused } = decideAction(
      'promote',
      seenRollout(paused),
      paused,
    );
    expect(refused).toBeUndefined();
    expect(action?.patches).toHaveLength(1);
  });

  it('refuses what was decided on another version', () => {
    expect(
      decideAction('promote', { ...seenRollout(paused), podHash: 'x' }, paused),
    ).toEqual({ refused: 'The version under delivery was x and is now b.' });
  });

  it('refuses what has no effect now, and says what has', () => {
    expect(decideAction('retry', seenRollout(paused), paused)).toEqual({
      refused:
        'retry has no effect on the rollout as it is now; what has: promote, promote-full, abort.',
    });
    const atRest = {
      ...paused,
      status: { stableRS: 'a', currentPodHash: 'a' },
    };
    expect(decideAction('abort', seenRollout(atRest), atRest)).toEqual({
      refused: 'abort has no effect on the rollout as it is now; nothing has.',
    });
  });

  it('refuses while the controller has not looked at the newest spec, which the action would hit unseen', () => {
    const changed = {
      ...paused,
      metadata: { ...paused.metadata, generation: 5 },
    };
    expect(decideAction('promote', seenRollout(changed), changed)).toEqual({
      refused:
        'The spec of the rollout has changed, and the controller has not looked at it yet.',
    });
  });
});
