import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { readVectors } from '../__testUtils__/vectors';
import {
  analysisLine,
  delayOf,
  lineOf,
  ReplicaSetLine,
  shownAnalysis,
  withoutRoles,
} from './__testUtils__/printedLines';
import { load, objectsOf, Summary } from './__testUtils__/summaries';
import { NO_CAUSE } from './abortOf';
import { stepPosition } from './canarySteps';
import {
  canaryInProgress,
  reportedWeight,
  wantedWeight,
} from './canaryWeights';
import { DeliveryInput, deliveryStatus } from './deliveryStatus';
import { Experiment, experimentStatus } from './experiments';
import { ownedBy } from './ownedBy';
import { Rollout } from './Rollout';
import { rolloutPhase } from './rolloutPhase';
import { versionRoles } from './versionRoles';

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
  info: (Pick<Summary, 'objects' | 'rollout' | 'overrides' | 'now'> & {
    id: string;
    expect: {
      images?: Summary['expect']['images'];
      revisionNumbers?: number[];
      replicaSetsPerRevision?: Record<string, number>;
      experimentsPerRevision?: Record<string, number>;
      analysisRunsPerRevision?: Record<string, number>;
      replicaSet?: string;
      scaleDownDeadline?: string;
      scaleDownDelay?: string;
    };
  })[];
  experiments: {
    id: string;
    objects: string;
    experiment: string;
    expect: {
      status: string;
      images: Summary['expect']['images'];
      replicaSets: ReplicaSetLine[];
    };
  }[];
  listExperiments: {
    id: string;
    now: string;
    experiment: Experiment;
    expect: {
      status: string;
      duration: string | null;
      remaining: string | null;
      age: string;
    };
  }[];
  list: {
    id: string;
    rollout: Rollout;
    expect: {
      namespace?: string;
      strategy: string;
      status: string;
      step: string | null;
      setWeight: number | null;
      ready: string;
      desired: number;
      updated: number;
      available: number;
    };
  }[];
  handmade: Handmade[];
}>('rollouts/expected.yaml');

/** What we do not say as the controller's command line says it. */
const exceptions = {
  weightNotReported: {
    ids: ['canary-demo-weights-na'],
    reason:
      'The router was not written yet. The command line repeats the wanted weight as the actual one; we say unknown.',
  },
  experimentRoles: {
    ids: ['experiment-analysis', 'experiment-analysis-by-revision'],
    reason:
      'Its ReplicaSets are of a release that did not annotate them, so the command line names no template there; their names tell it (argo-rollouts pkg/kubectl-argo-rollouts/info/replicaset_info.go, parseExperimentTemplateName).',
  },
};

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
  for (const { versions } of deliveryStatus(input).experiments ?? []) {
    for (const { name, images: its } of versions) {
      its.forEach(image =>
        images.set(image, (images.get(image) ?? new Set()).add(`Σ:${name}`)),
      );
    }
  }
  return [...images]
    .map(([image, roles]) => ({ image, roles: [...roles].sort() }))
    .sort((a, b) => a.image.localeCompare(b.image));
}

function withoutTemplates(
  id: string,
  images: ReturnType<typeof imagesOf>,
): ReturnType<typeof imagesOf> {
  return exceptions.experimentRoles.ids.includes(id)
    ? images.map(({ image, roles }) => ({
        image,
        roles: roles.filter(role => !role.startsWith('Σ')),
      }))
    : images;
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
        const { expect: expected, portal } = summary;
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
          expect(withoutTemplates(summary.id, imagesOf(input))).toEqual(
            expected.images,
          );
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

        it('is the state of every version and of its pods', () => {
          const shown = expected.revisions.flatMap(
            ({ replicaSets = [] }) => replicaSets,
          );
          expect(
            shown.map(({ name }) => lineOf(name, input, summary.now)),
          ).toEqual(shown.map(withoutRoles));
          const { versions } = deliveryStatus(input);
          expect(
            versions.map(({ podHash, state }) => ({
              // A ReplicaSet without the label stands under its name.
              hash: podHash.split('-').at(-1),
              state,
            })),
          ).toEqual(
            shown
              .filter(({ roles, pods }) => roles.length + pods.length > 0)
              .map(({ name, status }) => ({
                hash: name.split('-').at(-1),
                state: status,
              })),
          );
          expect(
            versions.flatMap(({ notReady = [] }) =>
              notReady.map(({ name }) => name),
            ),
          ).toEqual(
            shown.flatMap(({ pods }) =>
              pods
                .filter(({ ready }) => ready === '0/1')
                .map(({ name }) => name),
            ),
          );
        });

        it('is how many pods there are', () => {
          expect(deliveryStatus(input).pods).toEqual(expected.replicas);
        });

        it('is the analyses of the new version, their measurements and jobs', () => {
          const shown = expected.revisions.flatMap(
            ({ analysisRuns = [] }) => analysisRuns,
          );
          expect(deliveryStatus(input).analysis.map(analysisLine)).toEqual(
            shown.map(shownAnalysis),
          );
        });

        it('is the experiments of the new version, their versions and analyses', () => {
          const shown = expected.revisions.flatMap(
            ({ experiments = [] }) => experiments,
          );
          const found = deliveryStatus(input).experiments ?? [];
          expect(
            found.map(({ name, phase, versions, analysis }) => ({
              name,
              status: phase,
              ready: versions.map(({ pods }) => pods?.ready),
              analysisRuns: analysis.map(analysisLine),
            })),
          ).toEqual(
            shown.map(({ name, status, replicaSets, analysisRuns }) => ({
              name,
              status,
              ready: replicaSets.map(({ pods }) => pods.length),
              analysisRuns: analysisRuns.map(shownAnalysis),
            })),
          );
          const sets = shown.flatMap(({ replicaSets }) => replicaSets);
          expect(sets.map(({ name }) => lineOf(name, input))).toEqual(
            sets.map(withoutRoles),
          );
        });

        it('is why it was aborted', () => {
          expect(deliveryStatus(input).aborted?.reason).toBe(portal?.why);
        });
      });
    }

    it.each(
      (vectors?.info ?? []).filter(one => one.expect.images !== undefined),
    )('is the images of $id', one => {
      expect(withoutTemplates(one.id, imagesOf(load(one)))).toEqual(
        one.expect.images,
      );
    });

    it.each(vectors?.info ?? [])('is the revisions of $id', one => {
      const input = load(one);
      const expected = one.expect;
      const owned = (list: readonly KubernetesObject[] = []) =>
        list
          .filter(object => ownedBy(object, input.rollout))
          .map(
            ({ metadata }) =>
              metadata.annotations?.['rollout.argoproj.io/revision'] ?? '',
          );
      const counts = (revisions: string[]) =>
        Object.fromEntries(
          [...new Set(revisions)].map(revision => [
            revision,
            revisions.filter(other => other === revision).length,
          ]),
        );
      const sets = counts(owned(input.replicaSets));
      expect(sets).toEqual(expected.replicaSetsPerRevision ?? sets);
      const numbers = Object.keys(sets).map(Number).reverse();
      expect(numbers).toEqual(expected.revisionNumbers ?? numbers);
      const status = deliveryStatus(input);
      expect(status.experiments?.length ?? 0).toBe(
        expected.experimentsPerRevision?.[numbers[0]] ?? 0,
      );
      expect(status.analysis).toHaveLength(
        expected.analysisRunsPerRevision?.[numbers[0]] ?? 0,
      );
      const version = status.versions.find(({ podHash }) =>
        expected.replicaSet?.endsWith(podHash),
      );
      expect(version?.scaleDownAt).toBe(expected.scaleDownDeadline);
      expect(
        version?.scaleDownAt && delayOf(version.scaleDownAt, one.now),
      ).toBe(expected.scaleDownDelay);
    });

    it.each(vectors?.list ?? [])('is the line of $id in a list', one => {
      const expected = one.expect;
      const { pods, object, strategy, phase } = deliveryStatus({
        rollout: one.rollout,
        replicaSets: [],
        pods: [],
        analysisRuns: [],
        virtualServices: [],
      });
      expect({
        namespace: object?.namespace,
        strategy: strategyNames[strategy],
        status: phase,
        step: positionText(one.rollout) ?? null,
        setWeight: strategy === 'canary' ? wantedWeight(one.rollout) : null,
        ready: `${pods?.ready}/${pods?.current}`,
        desired: pods?.desired,
        updated: pods?.updated,
        available: pods?.available,
      }).toEqual({ namespace: object?.namespace, ...expected });
    });

    it.each(vectors?.experiments ?? [])('is the experiment $id', one => {
      const objects = objectsOf({ objects: one.objects });
      const experiment = objects.get(one.experiment);
      if (experiment?.kind !== 'Experiment') {
        throw new Error(`${one.experiment} is no Experiment`);
      }
      const input = load({
        objects: one.objects,
        rollout: 'rollout-experiment-analysis.yaml',
      });
      const found = experimentStatus(
        { ...experiment, kind: 'Experiment' },
        input,
      );
      expect(found.phase).toBe(one.expect.status);
      expect(
        found.versions.flatMap(({ images }) =>
          images.map(image => ({ image, roles: [] })),
        ),
      ).toEqual(one.expect.images);
      expect(found.versions.map(({ pods }) => pods)).toEqual(
        one.expect.replicaSets.map(() => ({ ready: 1, wanted: 1 })),
      );
    });

    it.each(vectors?.listExperiments ?? [])(
      'is the line of $id in a list of experiments',
      one => {
        const found = experimentStatus(one.experiment, {
          replicaSets: [],
          analysisRuns: [],
        });
        const now = Date.parse(one.now);
        const left = Date.parse(found.until ?? '') - now;
        const age = now - Date.parse(found.since ?? '');
        expect({
          status: found.phase,
          remaining: Number.isNaN(left)
            ? null
            : `${Math.floor(left / 60_000)}m`,
          age: `${Math.floor(age / 86_400_000)}d`,
        }).toEqual({
          status: one.expect.status,
          remaining: one.expect.remaining,
          age: one.expect.age,
        });
      },
    );

    it('is 9 rollouts, 3 details, 2 weights, 4 lines, 1 experiment and 2 lines of experiments', () => {
      const { rollouts, info, weights, list, experiments, listExperiments } =
        vectors ?? {};
      expect(
        [rollouts, info, weights, list, experiments, listExperiments].map(
          cases => cases?.length,
        ),
      ).toEqual([9, 3, 2, 4, 1, 2]);
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
