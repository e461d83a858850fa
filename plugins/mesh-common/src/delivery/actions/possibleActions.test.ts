import { join } from 'node:path';
import { readVectors } from '../../__testUtils__/vectors';
import { Rollout } from '../Rollout';
import { possibleActions } from './possibleActions';
import { RolloutActionName } from './RolloutAction';
import { rolloutPatches } from './rolloutPatches';

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
    [
      'only a way back once all that is left is being skipped',
      { ...underWay, ...paused, promoteFull: true },
      ['abort'],
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
      seen: {
        resourceVersion: '7',
        podHash: 'b',
        stepIndex: 1,
        pauses: ['CanaryPauseStep'],
      },
    });
  });
});

interface Discovery {
  kind: string;
  object: string;
  expect: Record<string, { disabled: boolean }>;
}

interface ActionCase {
  kind: string;
  action: string;
  in: string;
  mergePatch: object;
}

const vectors = readVectors<{ discovery: Discovery[]; actions: ActionCase[] }>(
  'argocd/actions.yaml',
);

const load = (object: string): Rollout => {
  const found = readVectors<Rollout>(join('argocd', object));
  if (!found) {
    throw new Error(`${object} is empty`);
  }
  return found;
};
const fileOf = (object: string) => object.split('/').at(-1) ?? '';

const steersRollouts = ({ kind }: { kind: string }) => kind === 'Rollout';

/** Where Argo CD offers something else than we do, and what shows that ours is right. */
const exceptions: Record<
  string,
  { actions: string[]; reason: string; upstream: string }
> = {
  'v0.9_aborted_bg_rollout.yaml': {
    actions: ['promote-full'],
    reason:
      'Argo CD does not offer it for releases before 1.0, whose CRD lacks the field. The object is the same with later releases, where it works.',
    upstream: 'argo-rollouts pkg/kubectl-argo-rollouts/cmd/promote/promote.go',
  },
  'has_pause_condition_rollout.yaml': {
    actions: ['abort', 'promote-full'],
    reason:
      'The stable version stands in status.canary.stableRS, where releases before 0.8 wrote it: no release since reads it, so to them this is a first version.',
    upstream: 'argo-rollouts pkg/apis/rollouts/v1alpha1/types.go RolloutStatus',
  },
  'no_pause_condition_rollout.yaml': {
    actions: ['abort', 'promote-full'],
    reason: 'As has_pause_condition_rollout.yaml.',
    upstream: 'argo-rollouts pkg/apis/rollouts/v1alpha1/types.go RolloutStatus',
  },
  ...Object.fromEntries(
    ['paused', 'not_paused', 'nil_paused'].map(state => [
      `pre_v0.6_${state}_rollout.yaml`,
      {
        actions: ['abort'],
        reason:
          'Argo CD offers it because no stable version is named. Without one there is nothing to go back to, and releases since 0.8 name it.',
        upstream: 'argo-rollouts utils/rollout/rolloututil.go IsFullyPromoted',
      },
    ]),
  ),
};

(vectors ? describe : describe.skip)('what Argo CD offers', () => {
  const rollouts = vectors?.discovery.filter(steersRollouts) ?? [];

  it.each(rollouts)('is offered for $object', one => {
    const offered = new Set<string>(names(load(one.object)));
    const except = exceptions[fileOf(one.object)]?.actions ?? [];
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

  it('is 9 rollouts with 4 actions each; 8 answers differ, each for a reason, and 2 analysis runs are not steered', () => {
    expect(rollouts).toHaveLength(9);
    const differing = rollouts.flatMap(
      ({ object }) => exceptions[fileOf(object)]?.actions ?? [],
    );
    expect(differing).toHaveLength(8);
    expect(Object.keys(exceptions)).toHaveLength(6);
    expect(vectors?.discovery.map(({ kind }) => kind).sort()).toEqual([
      ...Array(2).fill('AnalysisRun'),
      ...Array(9).fill('Rollout'),
    ]);
  });
});

/** What Argo CD sends for the actions that we know by another name. */
const ourName: Record<string, RolloutActionName> = {
  resume: 'promote',
  abort: 'abort',
  retry: 'retry',
  'promote-full': 'promote-full',
};

/** Where we send something else than Argo CD, or nothing. */
const otherPatches: {
  action: string;
  in: string;
  ours: object[];
  reason: string;
}[] = [
  {
    action: 'resume',
    in: 'pre_v0.6_paused_rollout.yaml',
    ours: [{ spec: { paused: false } }],
    reason: 'The same.',
  },
  {
    action: 'retry',
    in: 'v0.9_aborted_rollout.yaml',
    ours: [{ status: { abort: false } }],
    reason:
      'False and absent are the same to the controller; its own command line sends false (argo-rollouts pkg/kubectl-argo-rollouts/cmd/retry/retry.go).',
  },
  {
    action: 'promote-full',
    in: 'v0.9_aborted_rollout.yaml',
    ours: [{ status: { promoteFull: true } }],
    reason:
      'Releases before 1.0 lack the field; the command line sends it to all (argo-rollouts pkg/kubectl-argo-rollouts/cmd/promote/promote.go).',
  },
];

/** Actions of Argo CD that are no actions here. */
const notOurs: Record<string, string> = {
  restart: 'Restarting changes the spec, which belongs to Git.',
  'skip-current-step':
    'Steps are not skipped one by one: a step in progress is an analysis that somebody wanted.',
  terminate: 'Analysis runs are shown, and not steered.',
};

(vectors ? describe : describe.skip)('the patches of Argo CD', () => {
  const claimed =
    vectors?.actions.filter(({ action }) => !(action in notOurs)) ?? [];

  it.each(claimed)('are sent for $action of $in', one => {
    const patches = rolloutPatches(ourName[one.action], load(one.in));
    const other = otherPatches.find(
      ({ action, in: file }) =>
        action === one.action && file === fileOf(one.in),
    );
    expect(patches.map(({ body }) => body)).toEqual(
      other?.ours ?? [one.mergePatch],
    );
  });

  it('are 6 cases, and 3 are no actions here', () => {
    expect(claimed).toHaveLength(6);
    expect(vectors?.actions).toHaveLength(9);
  });
});
