import fc from 'fast-check';
import { damaged } from './__testUtils__/damaged';
import { deliveryStatus, DeliveryInput } from './deliveryStatus';
import { ReplicaSet } from './ReplicaSet';
import { Rollout } from './Rollout';
import { routeShares } from './routeShares';
import { HttpRoute, VirtualService } from './VirtualService';

type Status = NonNullable<Rollout['status']>;

const none = {
  replicaSets: [],
  pods: [],
  analysisRuns: [],
  virtualServices: [],
};

function canary(status: Status, spec: Rollout['spec'] = {}): Rollout {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: {
      name: 'orders',
      namespace: 'shop',
      uid: 'r',
      generation: 4,
      annotations: { 'rollout.argoproj.io/revision': '4' },
    },
    spec: {
      replicas: 4,
      strategy: {
        canary: {
          steps: [
            { setWeight: 20 },
            { pause: { duration: '10m' } },
            { pause: {} },
          ],
          trafficRouting: {
            istio: {
              virtualService: { name: 'orders', routes: ['primary'] },
              destinationRule: {
                name: 'orders',
                canarySubsetName: 'canary',
                stableSubsetName: 'stable',
              },
            },
          },
        },
      },
      ...spec,
    },
    status: {
      observedGeneration: '4',
      phase: 'Paused',
      message: 'CanaryPauseStep',
      currentPodHash: 'b',
      stableRS: 'a',
      currentStepIndex: 1,
      canary: {
        weights: {
          canary: { weight: 20, podTemplateHash: 'b' },
          stable: { weight: 80, podTemplateHash: 'a' },
        },
      },
      pauseConditions: [
        { reason: 'CanaryPauseStep', startTime: '2026-01-01T00:00:00Z' },
      ],
      ...status,
    },
  };
}

function replicaSet(hash: string, revision: number): ReplicaSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `orders-${hash}`,
      namespace: 'shop',
      labels: { 'rollouts-pod-template-hash': hash },
      annotations: { 'rollout.argoproj.io/revision': String(revision) },
      ownerReferences: [{ kind: 'Rollout', name: 'orders', uid: 'r' }],
    },
    spec: {
      replicas: 2,
      template: {
        spec: { containers: [{ name: 'app', image: `orders:${revision}` }] },
      },
    },
    status: { replicas: 2, readyReplicas: 2, availableReplicas: 2 },
  };
}

function routes(canaryWeight: number, name = 'primary'): VirtualService {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'orders', namespace: 'shop' },
    spec: {
      http: [
        {
          name,
          route: [
            {
              destination: { host: 'orders', subset: 'stable' },
              weight: 100 - canaryWeight,
            },
            {
              destination: { host: 'orders', subset: 'canary' },
              weight: canaryWeight,
            },
          ],
        },
      ],
    },
  };
}

const versionSets = [replicaSet('a', 3), replicaSet('b', 4)];

describe('deliveryStatus', () => {
  it('tells step, weights and versions of a canary that waits for a timer', () => {
    const status = deliveryStatus({
      ...none,
      rollout: canary({}),
      replicaSets: versionSets,
      virtualServices: [routes(20)],
    });

    expect(status).toMatchObject({
      controller: 'argo-rollouts',
      strategy: 'canary',
      phase: 'Paused',
      message: 'Paused until 2026-01-01T00:10:00Z, then it goes on by itself.',
      step: { index: 1, count: 3, text: 'pause 10 m' },
      weight: { wanted: 20, reported: 20, routed: 20 },
      pause: { since: '2026-01-01T00:00:00Z', until: '2026-01-01T00:10:00Z' },
      warnings: [],
    });
    expect(status.versions).toEqual([
      {
        role: 'canary',
        podHash: 'b',
        revision: 4,
        images: ['orders:4'],
        pods: { ready: 2, wanted: 2 },
        state: 'Healthy',
        share: 20,
      },
      {
        role: 'stable',
        podHash: 'a',
        revision: 3,
        images: ['orders:3'],
        pods: { ready: 2, wanted: 2 },
        state: 'Healthy',
        share: 80,
      },
    ]);
  });

  it('says at rest that no canary is in progress, and no weight', () => {
    const status = deliveryStatus({
      ...none,
      rollout: canary({
        phase: 'Healthy',
        message: '',
        stableRS: 'b',
        currentStepIndex: 3,
        pauseConditions: [],
        canary: { weights: { canary: { weight: 0 }, stable: { weight: 100 } } },
      }),
      virtualServices: [routes(0)],
    });

    expect(status.message).toBe(
      'No canary in progress: all traffic goes to revision 4.',
    );
    expect(status.weight).toBeUndefined();
    expect(status.versions).toMatchObject([
      { role: 'stable', podHash: 'b', share: 100 },
    ]);
  });

  it('believes the routes when the controller reports another weight, and warns', () => {
    const status = deliveryStatus({
      ...none,
      rollout: canary({}),
      replicaSets: versionSets,
      virtualServices: [routes(50)],
    });

    expect(status.weight).toEqual({ wanted: 20, reported: 20, routed: 50 });
    expect(status.versions.map(({ share }) => share)).toEqual([50, 50]);
    expect(status.warnings).toEqual([
      'The controller reports 20 % for the canary, but the routes give it 50 %.',
    ]);
  });

  it('knows no share when two routes contradict each other', () => {
    const [first] = routes(20).spec?.http ?? [];
    const [second] = routes(40).spec?.http ?? [];
    const { weight, versions, warnings } = deliveryStatus({
      ...none,
      rollout: canary({}),
      replicaSets: versionSets,
      virtualServices: [{ ...routes(20), spec: { http: [first, second] } }],
    });

    expect(weight).toEqual({ wanted: 20, reported: 20 });
    expect(versions.map(({ share }) => share)).toEqual([undefined, undefined]);
    expect(warnings).toEqual([
      'The http routes of VirtualService orders give the canary different weights.',
    ]);
  });

  it('tells what the router really does between the last step and the switch', () => {
    const { weight } = deliveryStatus({
      ...none,
      rollout: canary({ currentStepIndex: 3, pauseConditions: [] }),
      virtualServices: [routes(20)],
    });

    expect(weight).toEqual({ wanted: 100, reported: 20, routed: 20 });
  });

  it('warns when the route that the rollout names is not there', () => {
    const { weight, warnings } = deliveryStatus({
      ...none,
      rollout: canary({}),
      virtualServices: [routes(20, 'other')],
    });

    expect(weight?.routed).toBeUndefined();
    expect(warnings).toEqual([
      'No http route of VirtualService orders splits traffic between the stable and the canary version.',
    ]);
  });

  it('finds the two versions by their services in a VirtualService of another namespace', () => {
    const virtualService = routes(0);
    const { weight } = deliveryStatus({
      ...none,
      rollout: canary(
        {},
        {
          strategy: {
            canary: {
              steps: [{ setWeight: 30 }, { pause: {} }],
              canaryService: 'orders-canary',
              stableService: 'orders-stable',
              trafficRouting: {
                istio: { virtualServices: [{ name: 'edge.ingress' }] },
              },
            },
          },
        },
      ),
      virtualServices: [
        {
          ...virtualService,
          metadata: { name: 'edge', namespace: 'ingress' },
          spec: {
            http: [
              {
                route: [
                  { destination: { host: 'orders-stable.shop' }, weight: 70 },
                  { destination: { host: 'orders-canary.shop' }, weight: 30 },
                ],
              },
            ],
          },
        },
      ],
    });

    expect(weight?.routed).toBe(30);
  });

  it('warns when a timer has run out and the rollout still waits', () => {
    const at = (now: string) =>
      deliveryStatus({
        ...none,
        rollout: canary({}),
        virtualServices: [routes(20)],
        now,
      }).warnings;

    expect(at('2026-01-01T00:10:30Z')).toEqual([]);
    expect(at('2026-01-01T00:12:00Z')).toHaveLength(1);
  });

  it('waits for a person, whatever the timer says, when the spec is paused', () => {
    const { pause } = deliveryStatus({
      ...none,
      rollout: canary({}, { ...canary({}).spec, paused: true }),
    });

    expect(pause).toEqual({
      reason: 'Paused',
      since: '2026-01-01T00:00:00Z',
    });
  });

  it('tells why it was aborted and that nothing is in progress', () => {
    const status = deliveryStatus({
      ...none,
      rollout: canary({
        abort: true,
        phase: 'Degraded',
        message: 'RolloutAborted: Rollout aborted update to revision 4',
        currentStepIndex: 0,
        pauseConditions: [],
        conditions: [
          {
            type: 'Progressing',
            reason: 'RolloutAborted',
            message:
              'Rollout aborted update to revision 4: Metric "errors" assessed Failed',
          },
        ],
        canary: {
          weights: {
            canary: { weight: 0, podTemplateHash: 'b' },
            stable: { weight: 100, podTemplateHash: 'a' },
          },
        },
      }),
      virtualServices: [routes(0)],
    });

    expect(status.aborted).toEqual({
      reason: 'Metric "errors" assessed Failed',
    });
    expect(status.step).toBeUndefined();
    expect(status.weight).toEqual({ wanted: 0, reported: 0, routed: 0 });
  });

  it('shares by ready pods when there is no router', () => {
    const { versions } = deliveryStatus({
      ...none,
      rollout: canary(
        { availableReplicas: 4 },
        { strategy: { canary: { steps: [{ setWeight: 50 }, { pause: {} }] } } },
      ),
      replicaSets: versionSets,
    });

    expect(versions.map(({ share }) => share)).toEqual([50, 50]);
  });

  it('knows versions by their pods when ReplicaSets cannot be read, and leaves out other workloads', () => {
    const { versions } = deliveryStatus({
      ...none,
      rollout: canary({}),
      pods: [
        ['orders', 'b'],
        ['ledger', 'x'],
      ].map(([name, hash]) => ({
        apiVersion: 'v1',
        kind: 'Pod' as const,
        metadata: {
          name: `${name}-${hash}-1`,
          labels: { 'rollouts-pod-template-hash': hash },
          ownerReferences: [{ kind: 'ReplicaSet', name: `${name}-${hash}` }],
        },
        status: { conditions: [{ type: 'Ready', status: 'True' }] },
      })),
    });

    expect(versions.map(({ podHash, pods }) => [podHash, pods])).toEqual([
      ['b', { ready: 1, wanted: 1 }],
      ['a', undefined],
    ]);
  });

  it('gives all traffic of a blue-green rollout to the active version', () => {
    const { strategy, versions } = deliveryStatus({
      ...none,
      rollout: canary(
        { blueGreen: { activeSelector: 'a', previewSelector: 'b' } },
        { strategy: { blueGreen: { activeService: 'orders' } } },
      ),
      replicaSets: versionSets,
    });

    expect(strategy).toBe('blue-green');
    expect(versions.map(({ role, share }) => [role, share])).toEqual([
      ['preview', 0],
      ['active', 100],
    ]);
  });

  it('is unknown, and not healthy, without a controller', () => {
    expect(deliveryStatus(none)).toMatchObject({
      controller: 'none',
      strategy: 'none',
      phase: 'Unknown',
      versions: [],
    });
  });
});

const whole: DeliveryInput = {
  rollout: canary({
    conditions: [{ type: 'Progressing', reason: 'RolloutAborted' }],
    abort: true,
  }),
  replicaSets: versionSets,
  pods: [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'orders-b-1',
        labels: { 'rollouts-pod-template-hash': 'b' },
        ownerReferences: [{ kind: 'ReplicaSet', name: 'orders-b' }],
      },
      spec: { containers: [{ name: 'app', image: 'orders:4' }] },
      status: { conditions: [{ type: 'Ready', status: 'True' }] },
    },
  ],
  analysisRuns: [
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisRun',
      metadata: {
        name: 'orders-b-4',
        labels: { 'rollouts-pod-template-hash': 'b' },
        ownerReferences: [{ kind: 'Rollout', name: 'orders', uid: 'r' }],
      },
      spec: { metrics: [{ name: 'errors', failureCondition: 'result > 1' }] },
      status: {
        phase: 'Running',
        metricResults: [
          {
            name: 'errors',
            count: 1,
            measurements: [
              { value: '0', phase: 'Successful', startedAt: '2026-01-01' },
            ],
          },
        ],
      },
    },
  ],
  virtualServices: [routes(20)],
  now: '2026-01-01T00:00:00Z',
};

describe('deliveryStatus of any objects', () => {
  it('never throws, however the objects are truncated', () => {
    fc.assert(
      fc.property(
        damaged({ input: whole, running: canary({}) }),
        ({ input, running }) => {
          expect(() => deliveryStatus(input)).not.toThrow();
          expect(() =>
            deliveryStatus({ ...input, rollout: running }),
          ).not.toThrow();
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('shares sum to 100, or none is known', () => {
    fc.assert(
      fc.property(damaged({ input: whole, running: canary({}) }), objects => {
        for (const rollout of [objects.input.rollout, objects.running]) {
          const { versions } = deliveryStatus({ ...objects.input, rollout });
          const shares = versions.flatMap(({ share }) => share ?? []);
          const sum = shares.reduce((a, b) => a + b, 0);
          expect(
            shares.length === 0 ||
              (shares.length === versions.length && Math.abs(sum - 100) < 1e-6),
          ).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the shares of a route', () => {
  const route: fc.Arbitrary<HttpRoute> = fc.record({
    route: fc.array(
      fc.record(
        {
          weight: fc.integer({ min: 0, max: 1000 }),
          destination: fc.constant({ host: 'orders' }),
        },
        { requiredKeys: [] },
      ),
    ),
  });

  it('sum to 100 or are unknown', () => {
    fc.assert(
      fc.property(route, one => {
        const shares = routeShares(one);
        const sum = shares?.reduce((total, { percent }) => total + percent, 0);
        expect(Math.abs((sum ?? 100) - 100)).toBeLessThan(1e-6);
      }),
    );
  });

  it.each<[string, HttpRoute, number[] | undefined]>([
    ['one destination gets all', { route: [{ weight: 0 }] }, [100]],
    ['an absent weight is 0', { route: [{ weight: 5 }, {}] }, [100, 0]],
    [
      'weights need not add up to 100',
      { route: [{ weight: 1 }, { weight: 3 }] },
      [25, 75],
    ],
    ['no weight at all is unknown', { route: [{}, {}] }, undefined],
    ['no destination is unknown', {}, undefined],
  ])('%s', (_, one, percents) => {
    expect(routeShares(one)?.map(({ percent }) => percent)).toEqual(percents);
  });
});
