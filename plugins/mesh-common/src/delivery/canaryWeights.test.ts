import { readVectors } from '../__testUtils__/vectors';
import { canarySteps, currentStep, stepPosition } from './canarySteps';
import {
  canaryInProgress,
  reportedWeight,
  wantedWeight,
} from './canaryWeights';
import { describeStep } from './describeStep';
import { CanaryStep, Rollout } from './Rollout';
import { rolloutPhase } from './rolloutPhase';

const vectors = readVectors<{
  stepStrings: { step: CanaryStep; expect: string }[];
  currentStep: {
    id: string;
    rollout: Rollout;
    expect: { step: CanaryStep | null; index?: number };
  }[];
  setWeight: { id: string; rollout: Rollout; expect: number }[];
}>('rollouts/phase.yaml');

const summaries = readVectors<{
  list: {
    id: string;
    rollout: Rollout;
    expect: {
      status: string;
      step: string | null;
      setWeight: number | null;
    };
  }[];
}>('rollouts/expected.yaml');

/** Positions that the controller's function does not return along with "no step". */
const positionAt: Record<string, number | undefined> = { 'past-last-step': 1 };

/** What the controller's command line prints for a step, and our words for it. */
const words: Record<string, string> = {
  'setWeight: 20': 'set weight 20 %',
  pause: 'pause until a person promotes',
  'pause: 10': 'pause 10 s',
  'pause: 10s': 'pause 10 s',
  experiment: 'run an experiment',
  analysis: 'run an analysis',
  'setCanaryScale{weight: 20}': 'scale the canary to 20 % of the pods',
  'setCanaryScale{matchTrafficWeight: true}':
    'scale the canary with its traffic weight',
  'setCanaryScale{replicas: 5}': 'scale the canary to 5 pods',
  'plugin: foo': 'run the step plugin foo',
  'setHeaderRoute: foo': 'remove the header route foo',
  'setMirrorRoute: foo': 'remove the mirror route foo',
};

describe('the words for a step', () => {
  it.each<[CanaryStep, string]>([
    [{ setWeight: 0 }, 'set weight 0 %'],
    [{ pause: { duration: '5m' } }, 'pause 5 m'],
    [{ pause: { duration: '1h30m' } }, 'pause 1 h 30 m'],
    [{ pause: { duration: 3600 } }, 'pause 1 h'],
    [
      { pause: { duration: 'soon' } },
      'pause for "soon", which is not a duration',
    ],
    [
      { analysis: { templates: [{ templateName: 'success-rate' }] } },
      'run the analysis success-rate',
    ],
    [
      { setHeaderRoute: { name: 'beta', match: [{ headerName: 'x-beta' }] } },
      'send requests with the header x-beta to the canary',
    ],
    [
      { setMirrorRoute: { name: 'shadow', percentage: 35, match: [{}] } },
      'mirror 35 % of matching requests to the canary',
    ],
    [{}, 'an empty step'],
  ])('%j: %s', (step, text) => {
    expect(describeStep(step)).toBe(text);
  });

  it('tell weights as percentages whatever they are out of', () => {
    expect(describeStep({ setWeight: 25 }, 1000)).toBe('set weight 2.5 %');
  });
});

describe('the steps of a canary', () => {
  const at = (status: Rollout['status']): Rollout => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'orders' },
    spec: {
      strategy: {
        canary: {
          steps: [{ setWeight: 10 }, { pause: {} }, { setWeight: 50 }],
        },
      },
    },
    status,
  });
  const states = (status: Rollout['status']) =>
    canarySteps(at(status)).map(({ state }) => state);

  it('are none of them done at index 0', () => {
    expect(states({ currentStepIndex: 0 })).toEqual([
      'current',
      'todo',
      'todo',
    ]);
  });

  it('are all of them done at the last index', () => {
    expect(states({ currentStepIndex: 3 })).toEqual(['done', 'done', 'done']);
  });

  it('are not in progress after an abort', () => {
    expect(states({ currentStepIndex: 0, abort: true })).not.toContain(
      'current',
    );
  });

  it('are not done where the controller has not said', () => {
    expect(states(undefined)).toEqual(['todo', 'todo', 'todo']);
  });
});

describe('a reported weight', () => {
  it('is unknown, and not zero, where the router has not been written', () => {
    const rollout: Rollout = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'orders' },
      spec: {
        strategy: {
          canary: { steps: [{ setWeight: 10 }], trafficRouting: {} },
        },
      },
      status: {
        currentStepIndex: 0,
        currentPodHash: 'b',
        stableRS: 'a',
        availableReplicas: 4,
      },
    };
    expect(canaryInProgress(rollout)).toBe(true);
    expect(reportedWeight(rollout, [])).toBeUndefined();
  });
});

(vectors ? describe : describe.skip)(
  'the steps that the controller sees',
  () => {
    it.each(vectors?.stepStrings ?? [])(
      '$expect',
      ({ step, expect: expected }) => {
        expect(Object.keys(words)).toContain(expected);
        expect(describeStep(step)).toBe(words[expected]);
      },
    );

    it.each(vectors?.currentStep ?? [])(
      '$id',
      ({ id, rollout, expect: expected }) => {
        expect(currentStep(rollout) ?? null).toEqual(expected.step);
        expect(stepPosition(rollout)?.index).toBe(
          expected.index ?? positionAt[id],
        );
      },
    );

    it.each(vectors?.setWeight ?? [])(
      'wanted weight: $id',
      ({ rollout, expect: expected }) => {
        expect(wantedWeight(rollout)).toBe(expected);
      },
    );

    it.each(summaries?.list ?? [])(
      'as its command line lists $id',
      ({ rollout, expect: expected }) => {
        expect(rolloutPhase(rollout).phase).toBe(expected.status);
        const position = stepPosition(rollout);
        expect(position ? `${position.index}/${position.count}` : null).toBe(
          expected.step,
        );
        const isCanary = Boolean(rollout.spec?.strategy?.canary);
        expect(isCanary ? wantedWeight(rollout) : null).toBe(
          expected.setWeight,
        );
      },
    );
  },
);
