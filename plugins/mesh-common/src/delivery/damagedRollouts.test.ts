import fc from 'fast-check';
import { damaged } from './__testUtils__/damaged';
import { deliveryStatus, DeliveryInput } from './deliveryStatus';
import { POD_HASH_LABEL } from './ReplicaSet';

const meta = (name: string, more: object = {}) => ({
  name,
  namespace: 'shop',
  uid: name,
  ...more,
});
const ownedBy = (kind: string, name: string) => ({
  ownerReferences: [{ kind, name, uid: name }],
});

const containers = [{ name: 'app', image: 'orders:2' }];
const hash = { [POD_HASH_LABEL]: 'b' };

const analysisRun = (name: string, owner: [string, string]) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AnalysisRun' as const,
  metadata: meta(name, { labels: hash, ...ownedBy(...owner) }),
  spec: {
    args: [{ name: 'limit', value: '0.9', valueFrom: {} }],
    dryRun: [{ metricName: 'rate' }],
    measurementRetention: [{ metricName: 'rate', limit: 5 }],
    metrics: [
      {
        name: 'rate',
        interval: '1m',
        count: 5,
        failureLimit: '2',
        successCondition: 'result[0] >= {{args.limit}}',
        provider: { datadog: { queries: { a: 'q' }, formula: 'a' } },
      },
      { name: 'cpu', provider: { cloudWatch: { metricDataQueries: [{}] } } },
    ],
  },
  status: {
    phase: 'Running',
    startedAt: '2026-01-01T00:00:00Z',
    metricResults: [
      {
        name: 'rate',
        phase: 'Running',
        count: 2,
        failed: 1,
        error: 1,
        measurements: [
          {
            phase: 'Failed',
            value: '[0.5,NaN]',
            finishedAt: '2026-01-01T00:01:00Z',
            metadata: { 'job-name': 'job' },
          },
        ],
      },
    ],
  },
});

const rollout = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout' as const,
  metadata: meta('orders', { generation: 2 }),
  spec: {
    replicas: 5,
    minReadySeconds: 5,
    selector: { matchLabels: { app: 'orders' } },
    template: { metadata: { labels: { app: 'orders' } }, spec: { containers } },
    strategy: {
      canary: {
        canaryService: 'orders-canary',
        stableService: 'orders-stable',
        maxSurge: '25%',
        maxUnavailable: 0,
        dynamicStableScale: true,
        minPodsPerReplicaSet: 2,
        analysis: { startingStep: 2, templates: [{ templateName: 'check' }] },
        steps: [
          { setWeight: 10 },
          { experiment: { duration: '5m', templates: [{ name: 'preview' }] } },
          { setCanaryScale: { replicas: 2 } },
          { pause: { duration: '10m' } },
        ],
        trafficRouting: {
          managedRoutes: [{ name: 'header' }],
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
  },
  status: {
    observedGeneration: '2',
    currentPodHash: 'b',
    stableRS: 'a',
    currentStepIndex: 1,
    replicas: 6,
    availableReplicas: 6,
    abort: false,
    canary: {
      currentExperiment: 'orders-b-1',
      weights: {
        canary: { weight: 10, podTemplateHash: 'b' },
        stable: { weight: 85, podTemplateHash: 'a' },
        additional: [{ weight: 5, podTemplateHash: 'x' }],
      },
    },
  },
};

const whole: DeliveryInput = {
  rollout,
  rollouts: [
    rollout,
    { ...rollout, metadata: meta('again') },
    {
      ...rollout,
      metadata: meta('referring'),
      spec: {
        workloadRef: { kind: 'Deployment', name: 'orders' },
        strategy: {
          blueGreen: { activeService: 'a', previewService: 'b' },
        },
      },
    },
  ],
  replicaSets: [
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: meta('orders-b', {
        generation: 1,
        labels: hash,
        annotations: { 'scale-down-deadline': '2026-01-01T00:00:00Z' },
        ...ownedBy('Rollout', 'orders'),
      }),
      spec: { replicas: 1, template: { spec: { containers } } },
      status: {
        replicas: 1,
        readyReplicas: 1,
        availableReplicas: 1,
        observedGeneration: 1,
        conditions: [{ type: 'ReplicaFailure', status: 'False' }],
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: meta('orders-b-1-preview', {
        annotations: { 'experiment.argoproj.io/template-name': 'preview' },
        ...ownedBy('Experiment', 'orders-b-1'),
      }),
      spec: { replicas: 1, template: { spec: { containers } } },
      status: { replicas: 1, readyReplicas: 1 },
    },
  ],
  pods: [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: meta('orders-b-1', {
        labels: hash,
        deletionTimestamp: '2026-01-01T00:00:00Z',
        ...ownedBy('ReplicaSet', 'orders-b'),
      }),
      spec: {
        containers,
        initContainers: [{ name: 'init', restartPolicy: 'Always' }],
      },
      status: {
        phase: 'Pending',
        reason: 'NodeLost',
        conditions: [{ type: 'Ready', status: 'False' }],
        initContainerStatuses: [
          { name: 'init', started: true, ready: true, restartCount: 1 },
        ],
        containerStatuses: [
          {
            name: 'app',
            ready: false,
            restartCount: 2,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
          },
        ],
      },
    },
  ],
  analysisRuns: [
    analysisRun('orders-b-2', ['Rollout', 'orders']),
    analysisRun('orders-b-1-check', ['Experiment', 'orders-b-1']),
  ],
  experiments: [
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Experiment',
      metadata: meta('orders-b-1', {
        labels: hash,
        annotations: { 'rollout.argoproj.io/revision': '2' },
        ...ownedBy('Rollout', 'orders'),
      }),
      spec: {
        duration: '5m',
        templates: [
          { name: 'preview', replicas: 1, template: { spec: { containers } } },
        ],
        analyses: [{ name: 'check', templateName: 'check' }],
      },
      status: {
        phase: 'Running',
        message: 'running',
        availableAt: '2026-01-01T00:00:00Z',
        templateStatuses: [
          { name: 'preview', readyReplicas: 1, podTemplateHash: 'x' },
        ],
        analysisRuns: [
          { name: 'check', analysisRun: 'gone', phase: 'Running' },
        ],
      },
    },
  ],
  services: [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: meta('orders', {
        annotations: { 'argo-rollouts.argoproj.io/managed-by-rollouts': 'x' },
      }),
      spec: { selector: { app: 'orders' }, ports: [{ port: 80 }] },
    },
  ],
  virtualServices: [
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: meta('orders', {
        labels: { 'kustomize.toolkit.fluxcd.io/name': 'apps' },
        annotations: {
          'argocd.argoproj.io/tracking-id':
            'apps:networking.istio.io/VirtualService:shop/orders',
        },
      }),
      spec: {
        hosts: ['orders'],
        http: [
          {
            name: 'primary',
            route: [
              { destination: { host: 'orders', subset: 'stable' }, weight: 90 },
              { destination: { host: 'orders', subset: 'canary' }, weight: 10 },
            ],
          },
        ],
      },
    },
  ],
  destinationRules: [
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: meta('orders'),
      spec: {
        host: 'orders',
        subsets: [
          { name: 'stable', labels: { [POD_HASH_LABEL]: 'a' } },
          { name: 'canary', labels: hash },
        ],
      },
    },
  ],
  httpRoutes: [
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: meta('orders'),
      spec: {
        parentRefs: [{ group: '', kind: 'Service', name: 'orders' }],
        rules: [{ backendRefs: [{ name: 'orders', port: 80, weight: 1 }] }],
      },
    },
  ],
  applications: [
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: meta('apps'),
      spec: {
        ignoreDifferences: [
          { kind: 'VirtualService', jqPathExpressions: ['.spec.http'] },
        ],
        syncPolicy: { syncOptions: ['RespectIgnoreDifferences=true'] },
      },
    },
  ],
  canaries: [
    {
      apiVersion: 'flagger.app/v1beta1',
      kind: 'Canary',
      metadata: meta('orders'),
      spec: { targetRef: { kind: 'Rollout', name: 'orders' } },
      status: { phase: 'Progressing', failedChecks: 1 },
    },
  ],
  events: [
    {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: meta('event'),
      involvedObject: { kind: 'Canary', name: 'orders', namespace: 'shop' },
      type: 'Warning',
      message: 'Halt orders.shop advancement success rate 1.00% < 99%',
      lastTimestamp: '2026-01-01T00:00:00Z',
      eventTime: null,
    },
  ],
  desiredImages: ['orders:2'],
  workload: {
    kind: 'Rollout',
    namespace: 'shop',
    name: 'orders',
    services: ['orders'],
  },
  now: '2026-01-01T00:05:00Z',
};

const variants = (input: DeliveryInput): DeliveryInput[] => [
  input,
  { ...input, mesh: 'linkerd' },
  { ...input, replicaSets: [], experiments: [] },
  { ...input, rollout: undefined },
];

describe('a delivery by Argo Rollouts, of any objects', () => {
  it('has everything when nothing is damaged', () => {
    const status = deliveryStatus(whole);
    expect(status).toMatchObject({
      controller: 'argo-rollouts',
      pods: { desired: 5 },
      experiments: [{ name: 'orders-b-1', versions: [{ share: 5 }] }],
      analysis: [{ name: 'orders-b-2', metrics: [{ name: 'rate' }] }],
    });
    expect(status.warnings).toEqual([
      expect.stringMatching(/^Canary orders/),
      expect.stringMatching(/^Rollout again/),
    ]);
    expect(deliveryStatus({ ...whole, rollout: undefined }).controller).toBe(
      'flagger',
    );
  });

  it('never throws, however the objects are truncated', () => {
    fc.assert(
      fc.property(damaged({ input: whole }), ({ input }) => {
        for (const variant of variants(input)) {
          expect(() => deliveryStatus(variant)).not.toThrow();
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('has shares that sum to 100 in every rule and over all versions, or are unknown', () => {
    const isWhole = (shares: number[]) =>
      shares.length === 0 ||
      Math.abs(shares.reduce((a, b) => a + b, 0) - 100) < 1e-6;
    fc.assert(
      fc.property(damaged({ input: whole }), ({ input }) => {
        for (const variant of variants(input)) {
          const { rules = [], versions } = deliveryStatus(variant);
          for (const { shares } of rules) {
            expect(isWhole((shares ?? []).map(one => one.percent))).toBe(true);
          }
          expect(isWhole(versions.flatMap(({ share }) => share ?? []))).toBe(
            true,
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has a plan in which no version has a negative or a broken number of pods', () => {
    fc.assert(
      fc.property(damaged({ input: whole }), ({ input }) => {
        const { steps, plannedPods } = deliveryStatus(input);
        const pods = [...steps.map(step => step.pods), plannedPods].flatMap(
          one => (one ? [one.canary, one.stable] : []),
        );
        expect(pods.filter(count => !(count >= 0))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
