import { readVectors } from '../__testUtils__/vectors';
import { isFullyPromoted } from './canaryWeights';
import { Rollout } from './Rollout';
import { rolloutPhase } from './rolloutPhase';
import { specIsObserved, workloadIsObserved } from './specIsObserved';

interface PhaseVectors {
  phase: {
    id: string;
    rollout: Rollout;
    expect: { phase: string; message: string };
  }[];
  fullyPromoted: { id: string; status: Rollout['status']; expect: boolean }[];
  generationObserved: {
    generation: number;
    observedGeneration: string;
    expect: boolean;
  }[];
  workloadGenerationObserved: {
    annotation: string | null;
    workloadObservedGeneration: string | null;
    expect: boolean;
  }[];
}

interface HealthCase {
  kind: string;
  object: string;
  expect: { status: string; message: string };
}

const bare: Rollout = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name: 'orders' },
};

describe('rolloutPhase', () => {
  it('does not trust a phase that was written before the newest spec', () => {
    expect(
      rolloutPhase({
        ...bare,
        metadata: { name: 'orders', generation: 3 },
        status: { phase: 'Healthy', observedGeneration: '2' },
      }).phase,
    ).toBe('Progressing');
  });

  it('calls a phase that it does not know unknown, never healthy', () => {
    expect(rolloutPhase({ ...bare, status: { phase: 'Splendid' } }).phase).toBe(
      'Unknown',
    );
  });
});

const vectors = readVectors<PhaseVectors>('rollouts/phase.yaml');

(vectors ? describe : describe.skip)(
  'the phase that the controller computes',
  () => {
    it.each(vectors?.phase ?? [])('$id', ({ rollout, expect: expected }) => {
      expect(rolloutPhase(rollout)).toEqual(expected);
    });

    it.each(vectors?.fullyPromoted ?? [])(
      'fully promoted: $id',
      ({ status, expect: expected }) => {
        expect(isFullyPromoted({ ...bare, status })).toBe(expected);
      },
    );

    it.each(vectors?.generationObserved ?? [])(
      'generation $generation is observed as $observedGeneration: $expect',
      ({ generation, observedGeneration, expect: expected }) => {
        const rollout: Rollout = {
          ...bare,
          metadata: { name: 'orders', generation },
          status: { observedGeneration },
        };
        expect(specIsObserved(rollout)).toBe(expected);
      },
    );

    it.each(vectors?.workloadGenerationObserved ?? [])(
      'template generation $annotation is observed as $workloadObservedGeneration: $expect',
      ({ annotation, workloadObservedGeneration, expect: expected }) => {
        const rollout: Rollout = {
          ...bare,
          metadata: {
            name: 'orders',
            annotations:
              annotation === null
                ? {}
                : { 'rollout.argoproj.io/workload-generation': annotation },
          },
          spec: { workloadRef: { kind: 'Deployment', name: 'orders' } },
          status: {
            workloadObservedGeneration: workloadObservedGeneration ?? undefined,
          },
        };
        expect(workloadIsObserved(rollout)).toBe(expected);
      },
    );
  },
);

const PRE_0_8 =
  'The stable hash is in status.canary.stableRS, or absent, as releases before 0.8 wrote it: the controller itself says Progressing.';

/** Where Argo CD's older copy of the rules answers otherwise than the controller, and so than we do. */
const statusExceptions: Record<string, { ours: string; reason: string }> = {
  'bluegreen/healthy_servingActiveService': {
    ours: 'Progressing',
    reason: PRE_0_8,
  },
  'canary/healthy_executedAllStepsPreV0.8': {
    ours: 'Progressing',
    reason: PRE_0_8,
  },
  'canary/healthy_noSteps': { ours: 'Progressing', reason: PRE_0_8 },
  'canary/healthy_emptyStepsList': { ours: 'Progressing', reason: PRE_0_8 },
};

/** Where the phase agrees and the words do not. */
const messageExceptions: Record<string, { ours: string; reason: string }> = {
  newRolloutWithoutStatus: {
    ours: 'more replicas need to be updated',
    reason:
      'There is no status at all. Argo CD has a rule of its own for that; the controller goes by the counts.',
  },
};

const healthOf: Record<string, string> = { Paused: 'Suspended' };
const health = readVectors<{ cases: HealthCase[] }>('argocd/health.yaml');
const rolloutHealth = (health?.cases ?? [])
  .filter(({ kind }) => kind === 'Rollout')
  .map(one => ({
    ...one,
    id: one.object.replace(/^.*\/health\/|\.yaml$/g, ''),
  }));

(health ? describe : describe.skip)('the health that Argo CD shows', () => {
  it.each(rolloutHealth)('$id', ({ id, object, expect: expected }) => {
    const rollout = readVectors<Rollout>(`argocd/${object}`);
    if (!rollout) {
      throw new Error(`${object} is empty`);
    }
    const { phase } = rolloutPhase(rollout);

    expect(healthOf[phase] ?? phase).toBe(
      statusExceptions[id]?.ours ?? expected.status,
    );
  });

  it.each(rolloutHealth.filter(({ expect: { message } }) => message !== ''))(
    '$id says why, as Argo CD does',
    ({ id, object, expect: { message } }) => {
      const rollout = readVectors<Rollout>(`argocd/${object}`);
      if (!rollout) {
        throw new Error(`${object} is empty`);
      }
      expect(sameWords(rolloutPhase(rollout).message)).toBe(
        sameWords(messageExceptions[id]?.ours ?? message),
      );
    },
  );

  it('names only real exceptions', () => {
    const ids = rolloutHealth
      .filter(({ id, expect: { status } }) => {
        const exception = statusExceptions[id];
        return exception && exception.ours !== status;
      })
      .map(({ id }) => id);
    expect(ids.sort()).toEqual(Object.keys(statusExceptions).sort());
  });
});

/** Argo CD's words in the controller's: the prefixes differ, and how a pause is called. */
function sameWords(message: string): string {
  return message
    .replace(
      /^(Waiting for roll ?out to finish|InvalidSpec|ProgressDeadlineExceeded|RolloutAborted): /,
      '',
    )
    .replace(/ for the reference workload$/, '')
    .replace(/^(manually paused|CanaryPauseStep)$/, 'Rollout is paused')
    .toLowerCase();
}
