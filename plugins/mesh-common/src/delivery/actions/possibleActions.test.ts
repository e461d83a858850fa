import { join } from 'node:path';
import { readVectors } from '../../__testUtils__/vectors';
import { Rollout } from '../Rollout';
import { possibleActions, staleBecause } from './possibleActions';

const rollout = (
  status: Rollout['status'],
  spec: Rollout['spec'] = {
    strategy: { canary: { steps: [{ setWeight: 10 }, { pause: {} }] } },
  },
): Rollout => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name: 'orders', namespace: 'shop', resourceVersion: '7' },
  spec,
  status,
});

const names = (of: Rollout) => possibleActions(of).map(({ action }) => action);

const underWay = {
  stableRS: 'a',
  currentPodHash: 'b',
  currentStepIndex: 1,
};
const paused = { pauseConditions: [{ reason: 'CanaryPauseStep' }] };

describe('possibleActions', () => {
  it.each([
    ['nothing at rest', { stableRS: 'a', currentPodHash: 'a' }, []],
    [
      'everything but a retry while it is paused',
      { ...underWay, ...paused },
      ['promote', 'promote-full', 'abort'],
    ],
    [
      'no promotion of one step while a step runs',
      underWay,
      ['promote-full', 'abort'],
    ],
    [
      'no promotion of a pause that an abort left behind',
      { ...underWay, ...paused, abort: true },
      ['promote-full', 'retry'],
    ],
    ['nothing for a first version', { currentPodHash: 'b' }, []],
    ['nothing before the controller has looked at it', undefined, []],
  ])('offers %s', (_, status, expected) => {
    expect(names(rollout(status))).toEqual(expected);
  });

  it('says where to send what, and what the person saw', () => {
    const [promote] = possibleActions(rollout({ ...underWay, ...paused }));
    expect(promote).toEqual({
      action: 'promote',
      target: { kind: 'Rollout', namespace: 'shop', name: 'orders' },
      patches: [
        {
          resource: 'rollouts',
          subresource: 'status',
          type: 'application/merge-patch+json',
          body: { status: { pauseConditions: null } },
        },
      ],
      seen: { resourceVersion: '7', podHash: 'b', stepIndex: 1 },
    });
  });

  it('calls a decision stale once another version or another step is under way', () => {
    const seen = { resourceVersion: '7', podHash: 'b', stepIndex: 1 };
    expect(staleBecause(seen, rollout(underWay))).toBeUndefined();
    expect(
      staleBecause(seen, rollout({ ...underWay, currentPodHash: 'c' })),
    ).toBe('The version under delivery was b and is now c.');
    expect(
      staleBecause(seen, rollout({ ...underWay, currentStepIndex: 3 })),
    ).toBe('The canary was at step 2 and is now at step 4.');
  });
});

const vectors = readVectors<{
  discovery: {
    kind: string;
    object: string;
    expect: Record<string, { disabled: boolean }>;
  }[];
  actions: unknown[];
}>('argocd/actions.yaml');

/** Where Argo CD offers something else than we do. */
const exceptions: Record<string, { actions: string[]; reason: string }> = {
  'v0.9_aborted_bg_rollout.yaml': {
    actions: ['promote-full'],
    reason:
      'Argo CD does not offer it for releases before 1.0, whose CRD lacks the field.',
  },
  'has_pause_condition_rollout.yaml': {
    actions: ['abort', 'promote-full'],
    reason:
      'The stable version stands in status.canary.stableRS, where releases before 0.8 wrote it.',
  },
  'no_pause_condition_rollout.yaml': {
    actions: ['abort', 'promote-full'],
    reason:
      'The stable version stands in status.canary.stableRS, where releases before 0.8 wrote it.',
  },
};

(vectors ? describe : describe.skip)('what Argo CD offers', () => {
  const rollouts = vectors?.discovery.filter(
    ({ kind, object }) => kind === 'Rollout' && !object.includes('/pre_v0.6'),
  );

  it.each(rollouts ?? [])('is offered for $object', one => {
    const object = readVectors<Rollout>(join('argocd', one.object));
    if (!object) {
      throw new Error(`${one.object} is empty`);
    }
    const offered = new Set<string>(names(object));
    const file = one.object.split('/').at(-1) ?? '';
    const except = exceptions[file]?.actions ?? [];
    const ours = {
      resume: offered.has('promote'),
      'promote-full': offered.has('promote-full'),
      abort: offered.has('abort'),
      retry: offered.has('retry'),
    };
    for (const [action, isOffered] of Object.entries(ours)) {
      const theirs = !one.expect[action]?.disabled;
      expect({ action, isOffered }).toEqual({
        action,
        isOffered: except.includes(action) ? !theirs : theirs,
      });
    }
  });

  it.todo(
    '3 rollouts written by releases before 0.6, and 2 analysis runs, which are not steered',
  );
});
