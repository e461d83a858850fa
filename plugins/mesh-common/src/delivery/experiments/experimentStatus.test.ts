import { readVectors } from '../../__testUtils__/vectors';
import { deliveryStatus } from '../deliveryStatus';
import { Rollout } from '../Rollout';
import { Experiment } from './Experiment';
import { experimentStatus } from './experimentStatus';

const health = readVectors<{
  cases: {
    kind: string;
    object: string;
    expect: { status: string; message: string };
  }[];
}>('argocd/health.yaml');

const healthOf: Record<string, string> = {
  Pending: 'Progressing',
  Running: 'Progressing',
  Successful: 'Healthy',
  Failed: 'Degraded',
  Error: 'Degraded',
  Inconclusive: 'Unknown',
};
/** Argo CD's words for a phase. Ours are the controller's, which name the template or the analysis, where it has some. */
const healthWords: Record<string, RegExp> = {
  Pending: /^(Experiment is pending|Waiting for experiment to finish: .*)$/,
  Running: /^Experiment is running$/,
  Successful: /^Experiment is successful$/,
  Failed: /^Experiment has failed$/,
  Error: /^Experiment had an error$/,
};

const none = { replicaSets: [], analysisRuns: [] };

(health ? describe : describe.skip)('the health that Argo CD shows', () => {
  const cases = health?.cases.filter(({ kind }) => kind === 'Experiment') ?? [];

  it.each(cases)('$object', ({ object, expect: expected }) => {
    const read = readVectors<Experiment>(`argocd/${object}`);
    if (!read) {
      throw new Error(`${object} is empty`);
    }
    const { phase, message } = experimentStatus(read, none);
    expect(healthOf[phase]).toBe(expected.status);
    expect(expected.message).toMatch(healthWords[phase]);
    expect(message).toBe(read.status?.message);
  });

  it('is 6 experiments', () => {
    expect(cases).toHaveLength(6);
  });
});

const rollout: Rollout = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name: 'orders', namespace: 'shop', uid: 'r' },
  spec: {
    strategy: {
      canary: {
        steps: [{ experiment: { duration: '5m' } }],
        trafficRouting: {},
      },
    },
  },
  status: {
    currentPodHash: 'b',
    stableRS: 'a',
    currentStepIndex: 0,
    canary: {
      currentExperiment: 'orders-b-2-0',
      weights: {
        canary: { weight: 0, podTemplateHash: 'b' },
        stable: { weight: 95, podTemplateHash: 'a' },
        additional: [{ weight: 5, podTemplateHash: 'x' }],
      },
    },
  },
};

const experiment: Experiment = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Experiment',
  metadata: {
    name: 'orders-b-2-0',
    namespace: 'shop',
    labels: { 'rollouts-pod-template-hash': 'b' },
    ownerReferences: [{ kind: 'Rollout', name: 'orders', uid: 'r' }],
  },
  spec: {
    duration: '5m',
    templates: [
      {
        name: 'preview',
        replicas: 1,
        template: { spec: { containers: [{ name: 'c', image: 'orders:2' }] } },
      },
    ],
  },
  status: {
    phase: 'Running',
    availableAt: '2026-01-01T00:00:00Z',
    templateStatuses: [
      { name: 'preview', replicas: 1, readyReplicas: 1, podTemplateHash: 'x' },
    ],
    analysisRuns: [{ name: 'check', analysisRun: 'run-1', phase: 'Running' }],
  },
};

const withExperiments = (experiments: Experiment[]) =>
  deliveryStatus({
    ...none,
    rollout,
    pods: [],
    virtualServices: [],
    experiments,
  }).experiments;

describe('the experiments of a delivery', () => {
  it('tell their versions with what these get, their analyses, and when they end', () => {
    expect(withExperiments([experiment])).toEqual([
      {
        name: 'orders-b-2-0',
        phase: 'Running',
        until: '2026-01-01T00:05:00Z',
        versions: [
          {
            name: 'preview',
            images: ['orders:2'],
            pods: { ready: 1, wanted: 1 },
            share: 5,
          },
        ],
        analysis: [{ name: 'run-1', phase: 'Running', metrics: [] }],
      },
    ]);
  });

  it('are not those of another version, and one that could not be read is unknown', () => {
    const older = {
      ...experiment,
      metadata: {
        ...experiment.metadata,
        name: 'orders-a-1-0',
        labels: { 'rollouts-pod-template-hash': 'a' },
      },
    };
    expect(withExperiments([older])).toMatchObject([
      { name: 'orders-b-2-0', phase: 'Unknown' },
    ]);
  });

  it('say the controller’s reason for a version that does not run', () => {
    const [version] = experimentStatus(
      {
        ...experiment,
        status: {
          phase: 'Failed',
          templateStatuses: [{ name: 'preview', message: 'quota exceeded' }],
        },
      },
      none,
    ).versions;
    expect(version).toMatchObject({ message: 'quota exceeded' });
  });

  it('have no end once they ended', () => {
    const status = { ...experiment.status, phase: 'Successful' };
    expect(experimentStatus({ ...experiment, status }, none).until).toBe(
      undefined,
    );
  });
});
