import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { KubernetesObject, Pod } from '../kubernetes/KubernetesObject';
import { readVectors } from '../__testUtils__/vectors';
import { NO_CAUSE } from './abortOf';
import { AnalysisRun } from './AnalysisRun';
import { stepPosition } from './canarySteps';
import {
  canaryInProgress,
  reportedWeight,
  wantedWeight,
} from './canaryWeights';
import { DeliveryInput, deliveryStatus } from './deliveryStatus';
import { ReplicaSet } from './ReplicaSet';
import { Rollout } from './Rollout';
import { rolloutPhase } from './rolloutPhase';
import { versionRoles } from './versionRoles';

interface Summary {
  id: string;
  objects: string;
  rollout: string;
  overrides?: {
    file: string;
    remove?: string[][];
    set?: { path: string[]; value: unknown }[];
  }[];
  expect: {
    status: string;
    message: string;
    strategy: string;
    step?: string;
    setWeight?: number;
    actualWeight?: number;
    images: { image: string; roles: string[] }[];
    revisions: {
      revision: number;
      replicaSets?: {
        name: string;
        roles: string[];
        pods: { ready: string }[];
      }[];
      analysisRuns?: { name: string; phase: string }[];
    }[];
  };
  portal?: { aborted?: boolean; why?: string; stepsCompleted?: number };
}

interface Handmade {
  id: string;
  rollout: Rollout;
  expect: Summary['expect'];
  portal: {
    canaryInProgress: boolean;
    share?: { podTemplateHash: string; role: string; percent: number }[];
    gate?: { kind: 'manual' | 'timer'; deadline: string | null };
    aborted?: boolean;
    why?: string | null;
  };
}

const vectors = readVectors<{
  rollouts: Summary[];
  weights: {
    id: string;
    objects: string;
    rollout: string;
    expect: { setWeight?: number; actualWeight: number };
  }[];
  info: (Pick<Summary, 'objects' | 'rollout' | 'overrides'> & {
    id: string;
    expect: { images?: Summary['expect']['images'] };
  })[];
  experiments: unknown[];
  listExperiments: unknown[];
  list: unknown[];
  handmade: Handmade[];
}>('rollouts/expected.yaml');

/** What we do not say as the controller's command line says it. */
const exceptions = {
  weightNotReported: {
    ids: ['canary-demo-weights-na'],
    reason:
      'The router was not written yet. The command line repeats the wanted weight as the actual one; we say unknown.',
  },
  experimentImages: {
    ids: ['experiment-step'],
    reason: 'Images of an Experiment (role Σ) are not part of a delivery.',
  },
};

function without(object: unknown, path: readonly string[]): void {
  change(object, path, undefined);
}

function change(
  object: unknown,
  [key, ...rest]: readonly string[],
  value: unknown,
): void {
  if (typeof object !== 'object' || object === null || key === undefined) {
    return;
  }
  if (rest.length > 0) {
    change(Reflect.get(object, key), rest, value);
  } else if (value === undefined) {
    Reflect.deleteProperty(object, key);
  } else {
    Reflect.set(object, key, value);
  }
}

function load(
  summary: Pick<Summary, 'objects' | 'rollout' | 'overrides'>,
): DeliveryInput & { rollout: Rollout } {
  const folder = join('rollouts', summary.objects);
  const files = readdirSync(join(process.env.ONMESH_VECTORS ?? '', folder));
  const objects = new Map(
    files.map(file => {
      const object = readVectors<KubernetesObject>(join(folder, file));
      for (const override of summary.overrides ?? []) {
        if (override.file === file) {
          override.remove?.forEach(path => without(object, path));
          override.set?.forEach(({ path, value }) =>
            change(object, path, value),
          );
        }
      }
      return [file, object] as const;
    }),
  );
  const ofKind = <T extends KubernetesObject>(kind: T['kind']) =>
    [...objects.values()].filter(
      (object): object is T => object?.kind === kind,
    );
  const rollout = objects.get(summary.rollout);
  if (rollout?.kind !== 'Rollout') {
    throw new Error(`${summary.rollout} is no Rollout`);
  }
  return {
    rollout: { ...rollout, kind: 'Rollout' },
    replicaSets: ofKind<ReplicaSet>('ReplicaSet'),
    pods: ofKind<Pod>('Pod'),
    analysisRuns: ofKind<AnalysisRun>('AnalysisRun'),
    virtualServices: [],
  };
}

function positionText(rollout: Rollout): string | undefined {
  const position = stepPosition(rollout);
  return position && `${position.index}/${position.count}`;
}

/** The images that run, each with the roles of all versions that run it, as the command line prints them. */
function imagesOf(input: DeliveryInput & { rollout: Rollout }) {
  const images = new Map<string, Set<string>>();
  for (const version of deliveryStatus(input).versions) {
    const running = version.pods && version.pods.wanted + version.pods.ready;
    for (const image of running ? version.images : []) {
      const roles = images.get(image) ?? new Set();
      versionRoles(input.rollout, version.podHash).forEach(role =>
        roles.add(role),
      );
      images.set(image, roles);
    }
  }
  return [...images]
    .map(([image, roles]) => ({ image, roles: [...roles].sort() }))
    .sort((a, b) => a.image.localeCompare(b.image));
}

const strategyNames: Record<string, string> = {
  canary: 'Canary',
  'blue-green': 'BlueGreen',
};

(vectors ? describe : describe.skip)(
  'what the command line of the controller shows',
  () => {
    for (const summary of vectors?.rollouts ?? []) {
      describe(`of ${summary.id}`, () => {
        const { id, expect: expected, portal } = summary;
        const input = load(summary);

        it('is the phase, its message and the strategy', () => {
          expect(rolloutPhase(input.rollout)).toEqual({
            phase: expected.status,
            message: expected.message,
          });
          expect(strategyNames[deliveryStatus(input).strategy]).toBe(
            expected.strategy,
          );
        });

        it('is the step', () => {
          expect(positionText(input.rollout) ?? '').toBe(expected.step ?? '');
          expect(
            deliveryStatus(input).steps.filter(({ state }) => state === 'done'),
          ).toHaveLength(
            portal?.stepsCompleted ??
              input.rollout.status?.currentStepIndex ??
              0,
          );
        });

        it('is the weight wanted and the weight in effect', () => {
          const isCanary = expected.strategy === 'Canary';
          expect(isCanary ? wantedWeight(input.rollout) : undefined).toBe(
            expected.setWeight,
          );
          expect(
            isCanary
              ? reportedWeight(input.rollout, input.replicaSets)
              : undefined,
          ).toBe(expected.actualWeight);
        });

        it('is the images that run and their roles', () => {
          const claimed = exceptions.experimentImages.ids.includes(id)
            ? expected.images.filter(
                ({ roles }) => !roles.some(role => role.startsWith('Σ')),
              )
            : expected.images;
          expect(imagesOf(input)).toEqual(claimed);
        });

        it('is every version with a role or with pods, and its ready pods', () => {
          const { versions } = deliveryStatus(input);
          const shown = expected.revisions
            .flatMap(({ revision, replicaSets = [] }) =>
              replicaSets.map(set => ({ revision, ...set })),
            )
            .filter(({ roles, pods }) => roles.length + pods.length > 0)
            .map(({ revision, pods }) => ({
              revision,
              ready: pods.filter(({ ready }) => ready === '1/1').length,
            }));
          expect(
            versions.map(({ revision, pods }) => ({
              revision,
              ready: pods?.ready,
            })),
          ).toEqual(shown);
        });

        it('is the analyses of the new version', () => {
          const shown = expected.revisions.flatMap(
            ({ analysisRuns = [] }) => analysisRuns,
          );
          expect(
            deliveryStatus(input).analysis.map(({ name, phase }) => ({
              name,
              phase,
            })),
          ).toEqual(shown.map(({ name, phase }) => ({ name, phase })));
        });

        it('is why it was aborted', () => {
          expect(deliveryStatus(input).aborted?.reason).toBe(portal?.why);
        });
      });
    }

    it.each(
      (vectors?.info ?? []).filter(one => one.expect.images !== undefined),
    )('is the images of $id', one => {
      expect(imagesOf(load(one))).toEqual(one.expect.images);
    });

    it.each(vectors?.weights ?? [])('is the weight in effect of $id', one => {
      const { rollout, replicaSets } = load(one);
      const reported = reportedWeight(rollout, replicaSets);
      expect(reported).toBe(
        exceptions.weightNotReported.ids.includes(one.id)
          ? undefined
          : one.expect.actualWeight,
      );
    });
  },
);

(vectors ? describe : describe.skip)('what a portal should say instead', () => {
  for (const one of vectors?.handmade ?? []) {
    describe(`${one.id}`, () => {
      const { rollout, expect: expected, portal } = one;
      const status = deliveryStatus({
        rollout,
        replicaSets: [],
        pods: [],
        analysisRuns: [],
        virtualServices: [],
      });

      it('agrees with the command line on phase, message, step and weights', () => {
        expect(rolloutPhase(rollout)).toEqual({
          phase: expected.status,
          message: expected.message,
        });
        expect(positionText(rollout)).toBe(expected.step);
        expect(wantedWeight(rollout)).toBe(expected.setWeight);
        expect(reportedWeight(rollout, [])).toBe(expected.actualWeight);
      });

      it('knows whether a canary is in progress', () => {
        expect(canaryInProgress(rollout)).toBe(portal.canaryInProgress);
      });

      it('tells who gets the traffic', () => {
        const serving = status.versions
          .filter(({ share }) => share !== undefined && share > 0)
          .map(({ podHash, role, share }) => ({
            podTemplateHash: podHash,
            role,
            percent: share,
          }));
        expect(serving).toEqual(portal.share ?? serving);
        expect(
          serving.reduce((sum, { percent }) => sum + (percent ?? 0), 0),
        ).toBeCloseTo(100);
      });

      it('tells what it waits for', () => {
        const gate = portal.gate;
        expect(gate ? (status.pause?.until ?? null) : undefined).toBe(
          gate?.deadline,
        );
      });

      it('tells an abort, with its cause if there is one', () => {
        expect(status.aborted?.reason).toBe(
          portal.aborted ? (portal.why ?? NO_CAUSE) : undefined,
        );
      });
    });
  }
});

const controller = readVectors<Record<string, unknown[]>>(
  'rollouts/phase.yaml',
);
const analysis = readVectors<Record<string, unknown[]>>(
  'rollouts/analysis.yaml',
);

(vectors ? describe : describe.skip)('not claimed', () => {
  const count = (list: unknown) => (Array.isArray(list) ? list.length : 0);
  const decisions = [
    'canaryReplicasOrWeight',
    'desiredWeightOnAbort',
    'currentExperimentDuration',
    'beforeBackgroundAnalysisStart',
    'trafficWeightToReplicas',
    'approximateCounts',
  ].map(name => count(controller?.[name]));
  const sum = (counts: number[]) => counts.reduce((a, b) => a + b, 0);

  it.todo(
    `${sum(decisions)} vectors of what the controller decides about replicas and weights`,
  );
  it.todo(
    `${count(analysis?.runVerdict)} vectors of the controller's verdicts on whole runs, which it writes into their status`,
  );
  it.todo(
    'the scale-down delay of a ReplicaSet, names and texts of pods, jobs and old revisions of 9 summaries',
  );
  it.todo(
    `${count(vectors?.experiments) + count(vectors?.listExperiments)} vectors of Experiments`,
  );
});
