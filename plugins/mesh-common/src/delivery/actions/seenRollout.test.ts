import { Rollout } from '../Rollout';
import { seenRollout, staleBecause } from './seenRollout';

const rollout = (
  status: Rollout['status'],
  spec: Rollout['spec'] = {},
): Rollout => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name: 'orders', namespace: 'shop', resourceVersion: '7' },
  spec,
  status,
});
const underWay = { currentPodHash: 'b', currentStepIndex: 1 };
const paused = { pauseConditions: [{ reason: 'CanaryPauseStep' }] };

describe('staleBecause', () => {
  const seen = seenRollout(rollout({ ...underWay, ...paused }));

  it.each([
    ['nothing', { ...underWay, ...paused }, {}, undefined],
    [
      'another version',
      { ...underWay, ...paused, currentPodHash: 'c' },
      {},
      'The version under delivery was b and is now c.',
    ],
    [
      'another step',
      { ...underWay, ...paused, currentStepIndex: 3 },
      {},
      'The canary was at step 2 and is now at step 4.',
    ],
    [
      'an abort at the same step',
      { ...underWay, abort: true },
      {},
      'The delivery was under way and is now aborted.',
    ],
    [
      'the end of the pause',
      underWay,
      {},
      'The delivery was paused (CanaryPauseStep) and is now not paused.',
    ],
    [
      'an analysis that decided nothing',
      {
        ...underWay,
        pauseConditions: [
          ...paused.pauseConditions,
          { reason: 'InconclusiveAnalysisRun' },
        ],
      },
      {},
      'The delivery was paused (CanaryPauseStep) and is now paused (CanaryPauseStep, InconclusiveAnalysisRun).',
    ],
    [
      'a pause by the spec',
      { ...underWay, ...paused },
      { paused: true },
      'The delivery was paused (CanaryPauseStep) and is now paused (CanaryPauseStep, spec.paused).',
    ],
  ])('tells of %s', (_, status, spec, expected) => {
    expect(staleBecause(seen, rollout(status, spec))).toBe(expected);
  });

  it('does not mind a write that means nothing', () => {
    expect(
      staleBecause(
        { ...seen, resourceVersion: '6' },
        rollout({ ...underWay, ...paused }),
      ),
    ).toBeUndefined();
  });

  it('tells of an abort that was taken back', () => {
    expect(
      staleBecause(
        seenRollout(rollout({ ...underWay, abort: true })),
        rollout(underWay),
      ),
    ).toBe('The delivery was aborted and is now under way again.');
  });
});
