import { Rollout } from '../Rollout';
import { canarySteps } from '../canarySteps';
import { deliveryVersions } from '../deliveryVersions';
import { describeAction } from './describeAction';
import { possibleActions } from './possibleActions';
import { RolloutActionName } from './RolloutAction';

const canary: NonNullable<Rollout['spec']> = {
  strategy: {
    canary: {
      steps: [
        { setWeight: 10 },
        { pause: {} },
        { setWeight: 50 },
        { pause: { duration: 600 } },
      ],
    },
  },
};

function sentences(
  name: RolloutActionName,
  status: Rollout['status'],
  spec: Rollout['spec'] = canary,
) {
  const rollout: Rollout = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'orders', namespace: 'shop' },
    spec,
    status: { stableRS: 'a1', currentPodHash: 'b2', ...status },
  };
  const action = possibleActions(rollout).find(one => one.action === name);
  if (!action) {
    throw new Error(`${name} is not possible`);
  }
  return describeAction(action, {
    strategy: rollout.spec?.strategy?.blueGreen ? 'blue-green' : 'canary',
    steps: canarySteps(rollout),
    versions: deliveryVersions({
      rollout,
      pods: [],
      replicaSets: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          metadata: {
            name: 'orders-b2',
            namespace: 'shop',
            labels: { 'rollouts-pod-template-hash': 'b2' },
            ownerReferences: [{ kind: 'Rollout', name: 'orders' }],
          },
          spec: {
            template: { spec: { containers: [{ name: 'app', image: 'x:2' }] } },
          },
        },
      ],
    }),
  });
}

const paused = { pauseConditions: [{ reason: 'CanaryPauseStep' }] };

describe('describeAction', () => {
  it.each<[string, string[], string[]]>([
    [
      'where a promotion leads',
      sentences('promote', { currentStepIndex: 1, ...paused }),
      [
        'The pause ends.',
        'Version b2 (x:2) goes on with step 3 of 4: set weight 50 %.',
      ],
    ],
    [
      'that the last pause was the last step',
      sentences('promote', { currentStepIndex: 3, ...paused }),
      [
        'The pause ends.',
        'No step is left. Version b2 (x:2) gets 100 % of the traffic.',
      ],
    ],
    [
      'that a step without an answer is left behind',
      sentences('promote', {
        currentStepIndex: 1,
        ...paused,
        controllerPause: true,
        canary: { currentStepAnalysisRunStatus: { status: 'Inconclusive' } },
      }),
      [
        'Step 2 of 4 (pause until a person promotes) is left without waiting for its end.',
        'Version b2 (x:2) goes on with step 3 of 4: set weight 50 %.',
      ],
    ],
    [
      'that Git may say paused again',
      sentences(
        'promote',
        { currentStepIndex: 0 },
        { ...canary, paused: true },
      ),
      [
        'Step 1 of 4 (set weight 10 %) is left without waiting for its end.',
        'Version b2 (x:2) goes on with step 2 of 4: pause until a person promotes.',
        'The rollout is paused by its spec. That is lifted in the cluster; where Git says paused, it comes back.',
      ],
    ],
    [
      'what a full promotion skips',
      sentences('promote-full', { currentStepIndex: 1, ...paused }),
      [
        'Version b2 (x:2) gets 100 % of the traffic now, as soon as its pods are ready.',
        'The 3 steps that are left are skipped, with every pause and analysis.',
      ],
    ],
    [
      'that what is promoted was aborted',
      sentences('promote-full', { currentStepIndex: 0, abort: true }),
      [
        'Version b2 (x:2) gets 100 % of the traffic now, as soon as its pods are ready.',
        'The 4 steps that are left are skipped, with every pause and analysis.',
        'It was aborted: what made it fail may still be there.',
      ],
    ],
    [
      'where an abort goes back to, and that Git does not',
      sentences('abort', { currentStepIndex: 1, ...paused }),
      [
        'All traffic goes back to version a1.',
        'Version b2 (x:2) stays in Git: as long as Git is not reverted, it can be tried again.',
      ],
    ],
    [
      'where a retry starts',
      sentences('retry', { currentStepIndex: 0, abort: true }),
      [
        'Version b2 (x:2) is tried again, from the first step: set weight 10 %.',
        'Its analysis begins anew.',
      ],
    ],
    [
      'the switch of a blue-green delivery',
      sentences(
        'promote',
        {
          pauseConditions: [{ reason: 'BlueGreenPause' }],
          blueGreen: { activeSelector: 'a1', previewSelector: 'b2' },
        },
        { strategy: { blueGreen: { activeService: 'orders' } } },
      ),
      [
        'The pause ends. Version b2 (x:2) gets all traffic in place of version a1.',
      ],
    ],
  ])('says %s', (_, said, expected) => {
    expect(said).toEqual(expected);
  });
});
