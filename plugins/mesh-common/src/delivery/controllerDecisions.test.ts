import { readVectors } from '../__testUtils__/vectors';
import {
  analysisStartsLater,
  canaryScale,
  desiredWeight,
  experimentStepOf,
} from './canaryScale';
import { deliveryStatus } from './deliveryStatus';
import { plannedPods, podsByWeight } from './plannedPods';
import { podsOfTraffic } from './podsOfTraffic';
import { POD_HASH_LABEL, ReplicaSet } from './ReplicaSet';
import { CanaryStep, Rollout } from './Rollout';

interface Counts {
  replicas: number;
  weight: number;
  maxWeight: number;
}

const vectors = readVectors<{
  canaryReplicasOrWeight: {
    id: string;
    rollout: Rollout;
    expect: { replicas: number | null; weight: number };
  }[];
  desiredWeightOnAbort: {
    source: string;
    rollout: Rollout;
    canaryReplicaSet: { availableReplicas: number };
    stableReplicaSet: { availableReplicas: number };
    expect: number;
  }[];
  currentExperimentDuration: {
    steps: CanaryStep[];
    currentStepIndex: number;
    expect: string | null;
  }[];
  beforeBackgroundAnalysisStart: {
    startingStep: number | null;
    steps: CanaryStep[] | null;
    currentStepIndex: number | null;
    expect: boolean;
  }[];
  trafficWeightToReplicas: (Counts & { expect: number })[];
  approximateCounts: (Counts & {
    maxSurge: number;
    canary: number;
    stable: number;
  })[];
}>('rollouts/phase.yaml');

function at(
  canary: NonNullable<NonNullable<Rollout['spec']>['strategy']>['canary'],
  status: Rollout['status'],
  replicas?: number,
): Rollout {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'orders', namespace: 'shop', uid: 'r' },
    spec: { replicas, strategy: { canary } },
    status,
  };
}

(vectors ? describe : describe.skip)('what the controller decides', () => {
  it.each(vectors?.canaryReplicasOrWeight ?? [])(
    'is the size of the new version: $id',
    one => {
      const { replicas, weight } = canaryScale(one.rollout);
      expect({ replicas: replicas ?? null, weight }).toEqual(one.expect);
    },
  );

  it.each(vectors?.desiredWeightOnAbort ?? [])(
    'is the weight after an abort: $source',
    one => {
      const weight = desiredWeight(one.rollout, {
        canary: one.canaryReplicaSet.availableReplicas,
        stable: one.stableReplicaSet.availableReplicas,
      });
      expect(weight).toBe(one.expect);
    },
  );

  it.each(vectors?.currentExperimentDuration ?? [])(
    'is the experiment in progress: at $currentStepIndex of $steps',
    one => {
      const { steps, currentStepIndex } = one;
      const step = experimentStepOf(at({ steps }, { currentStepIndex }));
      expect(step?.duration ?? null).toBe(one.expect);
    },
  );

  it.each(vectors?.beforeBackgroundAnalysisStart ?? [])(
    'is when the analysis starts: at $currentStepIndex, from $startingStep',
    one => {
      const rollout = at(
        {
          steps: one.steps ?? undefined,
          analysis: { startingStep: one.startingStep ?? undefined },
        },
        { currentStepIndex: one.currentStepIndex ?? undefined },
      );
      expect(analysisStartsLater(rollout)).toBe(one.expect);
    },
  );

  it.each(vectors?.trafficWeightToReplicas ?? [])(
    'is the pods that traffic needs: $weight of $maxWeight with $replicas',
    ({ replicas, weight, maxWeight, expect: expected }) => {
      expect(podsOfTraffic(replicas, weight, maxWeight)).toBe(expected);
    },
  );

  it.each(vectors?.approximateCounts ?? [])(
    'is the pods that make a weight: $weight of $maxWeight with $replicas and $maxSurge more',
    ({ replicas, weight, maxWeight, maxSurge, canary, stable }) => {
      expect(
        podsByWeight({ replicas, weight, max: maxWeight, surge: maxSurge }),
      ).toEqual({ canary, stable });
      // And the same of a whole rollout.
      const planned = plannedPods(
        at({ steps: [{ setWeight: weight }], maxSurge }, {}, replicas),
        0,
      );
      expect(planned).toEqual(maxWeight === 100 ? { canary, stable } : planned);
    },
  );

  it('is 4 + 4 + 4 + 4 + 7 + 57 cases, all of them compared', () => {
    expect([
      vectors?.canaryReplicasOrWeight.length,
      vectors?.desiredWeightOnAbort.length,
      vectors?.currentExperimentDuration.length,
      vectors?.beforeBackgroundAnalysisStart.length,
      vectors?.trafficWeightToReplicas.length,
      vectors?.approximateCounts.length,
    ]).toEqual([4, 4, 4, 4, 7, 57]);
  });
});

const steps = [
  { setWeight: 10 },
  { setCanaryScale: { replicas: 3 } },
  { setCanaryScale: { matchTrafficWeight: true } },
  { setWeight: 50 },
];

describe('the plan of a canary', () => {
  const plannedOf = (canary: Parameters<typeof at>[0]) =>
    deliveryStatus({
      rollout: at(canary, { currentStepIndex: 0 }, 5),
      replicaSets: [],
      pods: [],
      analysisRuns: [],
      virtualServices: [],
    }).steps.map(({ pods }) => pods);

  it('says how many pods each version has at each step', () => {
    expect(plannedOf({ steps, trafficRouting: {} })).toEqual([
      { canary: 1, stable: 5 },
      { canary: 3, stable: 5 },
      { canary: 1, stable: 5 },
      { canary: 3, stable: 5 },
    ]);
  });

  it('lets the stable version give up pods where it is told to', () => {
    const pods = plannedOf({
      steps: [{ setWeight: 50 }, { setWeight: 90 }],
      trafficRouting: {},
      dynamicStableScale: true,
      minPodsPerReplicaSet: 2,
    });
    expect(pods).toEqual([
      { canary: 3, stable: 3 },
      { canary: 5, stable: 2 },
    ]);
  });

  it('warns where whole pods cannot make the weight and no router does', () => {
    const { warnings } = deliveryStatus({
      rollout: at(
        { steps: [{ setWeight: 5 }, { pause: {} }], maxSurge: 0 },
        { currentStepIndex: 1, currentPodHash: 'b', stableRS: 'a' },
        4,
      ),
      replicaSets: [],
      pods: [],
      analysisRuns: [],
      virtualServices: [],
    });
    expect(warnings).toEqual([
      'The canary is to get 5 %, but without a router pods decide: 1 of 4 pods gets about 25 %.',
    ]);
  });

  it('says after an abort by how much the new version still serves until stable pods are back', () => {
    const set = (hash: string, available: number): ReplicaSet => ({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: `orders-${hash}`,
        namespace: 'shop',
        labels: { [POD_HASH_LABEL]: hash },
        ownerReferences: [{ kind: 'Rollout', name: 'orders', uid: 'r' }],
      },
      status: { availableReplicas: available },
    });
    const status = deliveryStatus({
      rollout: at(
        { steps, trafficRouting: {}, dynamicStableScale: true },
        { abort: true, currentPodHash: 'b', stableRS: 'a' },
        10,
      ),
      replicaSets: [set('a', 5), set('b', 5)],
      pods: [],
      analysisRuns: [],
      virtualServices: [],
    });
    expect(status.weight?.wanted).toBe(10);
    expect(status.plannedPods).toEqual({ canary: 1, stable: 9 });
  });

  it('says at which step the analysis starts until it is reached', () => {
    const from = (currentStepIndex: number) =>
      deliveryStatus({
        rollout: at(
          { steps, analysis: { startingStep: 2 } },
          { currentStepIndex, currentPodHash: 'b', stableRS: 'a' },
        ),
        replicaSets: [],
        pods: [],
        analysisRuns: [],
        virtualServices: [],
      }).analysisFromStep;
    expect([from(0), from(1), from(2)]).toEqual([2, 2, undefined]);
  });
});
