import { readVectors } from '../../__testUtils__/vectors';
import { Canary } from '../flagger';
import { deliveryStatus, DeliveryInput } from '../deliveryStatus';
import { ReplicaSet } from '../ReplicaSet';
import { Rollout } from '../Rollout';
import { VirtualService } from '../VirtualService';
import { Application, syncsByItself } from './Application';
import { gitOpsOwner } from './gitOpsOwner';

type Meta = { name?: string; labels?: object; annotations?: object };

const meta = (more: Meta = {}) => ({
  namespace: 'shop',
  name: 'orders',
  labels: {},
  annotations: {},
  ...more,
});

const rollout = (
  status: Rollout['status'] = {},
  name = 'orders',
  routes: string[] = ['primary'],
): Rollout => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { namespace: 'shop', name, uid: name },
  spec: {
    strategy: {
      canary: {
        steps: [{ setWeight: 20 }, { pause: {} }],
        trafficRouting: {
          istio: {
            virtualService: { name: 'orders', routes },
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
    currentPodHash: 'b',
    stableRS: 'a',
    currentStepIndex: 1,
    ...status,
  },
});

const virtualService = (more: Meta = {}): VirtualService => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: {
    ...meta(more),
    labels: { ...more.labels },
    annotations: { ...more.annotations },
  },
  spec: {
    http: [
      {
        name: 'primary',
        route: [
          { destination: { host: 'orders', subset: 'stable' }, weight: 80 },
          { destination: { host: 'orders', subset: 'canary' }, weight: 20 },
        ],
      },
    ],
  },
});

const tracked = {
  annotations: {
    'argocd.argoproj.io/tracking-id':
      'shop-apps:networking.istio.io/VirtualService:shop/orders',
  },
};
const byFlux = {
  labels: {
    'kustomize.toolkit.fluxcd.io/name': 'apps',
    'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
  },
};

const application = (spec: Application['spec'] = {}): Application => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { namespace: 'argocd', name: 'shop-apps' },
  spec,
});

const canary = (name: string): Canary => ({
  apiVersion: 'flagger.app/v1beta1',
  kind: 'Canary',
  metadata: { namespace: 'shop', name },
  spec: {
    provider: 'kubernetes',
    targetRef: { kind: 'Deployment', name: 'orders' },
  },
  status: { phase: 'Succeeded' },
});

const warnings = (input: Partial<DeliveryInput>) =>
  deliveryStatus({
    rollout: rollout(),
    replicaSets: [],
    pods: [],
    analysisRuns: [],
    virtualServices: [virtualService()],
    ...input,
  }).warnings;

const ignoring = {
  ignoreDifferences: [
    {
      group: 'networking.istio.io',
      kind: 'VirtualService',
      jqPathExpressions: ['.spec.http[].route[].weight'],
    },
  ],
};

describe('weights that a GitOps controller writes too', () => {
  it.each<[string, Partial<DeliveryInput>, RegExp[]]>([
    ['nothing marks the route', {}, []],
    [
      'Argo CD applies it, and its application was not read',
      { virtualServices: [virtualService(tracked)] },
      [],
    ],
    [
      'Argo CD compares the weights',
      {
        virtualServices: [virtualService(tracked)],
        applications: [application()],
      },
      [
        /^Argo CD application shop-apps also writes the weights .* ignoreDifferences/,
      ],
    ],
    [
      'Argo CD ignores them until it syncs',
      {
        virtualServices: [virtualService(tracked)],
        applications: [application(ignoring)],
      },
      [
        /ignores the weights .* when it compares, but .* RespectIgnoreDifferences/,
      ],
    ],
    [
      'Argo CD leaves them alone',
      {
        virtualServices: [virtualService(tracked)],
        applications: [
          application({
            ...ignoring,
            syncPolicy: { syncOptions: ['RespectIgnoreDifferences=true'] },
          }),
        ],
      },
      [],
    ],
    [
      'Argo CD ignores another route',
      {
        virtualServices: [virtualService(tracked)],
        applications: [
          application({
            ignoreDifferences: [
              { ...ignoring.ignoreDifferences[0], name: 'other' },
            ],
          }),
        ],
      },
      [/also writes the weights/],
    ],
    [
      'Flux applies it',
      { virtualServices: [virtualService(byFlux)] },
      [/^Flux Kustomization flux-system\/apps also writes the weights/],
    ],
    [
      'Flux only makes it once',
      {
        virtualServices: [
          virtualService({
            ...byFlux,
            annotations: { 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent' },
          }),
        ],
      },
      [],
    ],
  ])('are warned of, or not, when %s', (_, input, expected) => {
    const found = warnings(input);
    expect(found).toHaveLength(expected.length);
    expected.forEach((pattern, at) => expect(found[at]).toMatch(pattern));
  });

  it('are not those of an object whose mark was copied from another', () => {
    const copied = virtualService({ ...tracked, name: 'payments' });
    expect(gitOpsOwner(copied)).toBeUndefined();
  });

  it('are warned of for Flagger as well', () => {
    const found = warnings({
      rollout: undefined,
      canaries: [canary('orders')],
      virtualServices: [virtualService(byFlux)],
      workload: { kind: 'Deployment', namespace: 'shop', name: 'orders' },
    });
    expect(found).toEqual([expect.stringMatching(/^Flux Kustomization/)]);
  });
});

const toggles = readVectors<{
  application: {
    inObject: Application;
    outSpec: Application['spec'];
    discovery: { 'toggle-auto-sync': { displayName: string } };
  }[];
}>('argocd/actions.yaml')?.application;

(toggles ? describe : describe.skip)(
  'that an application of Argo CD syncs by itself',
  () => {
    it.each(toggles ?? [])(
      'is known where Argo CD offers: $discovery.toggle-auto-sync.displayName',
      ({ inObject, outSpec, discovery }) => {
        const { displayName } = discovery['toggle-auto-sync'];
        expect(syncsByItself(inObject)).toBe(
          displayName === 'Disable Auto-Sync',
        );
        expect(syncsByItself({ ...inObject, spec: outSpec })).toBe(
          !syncsByItself(inObject),
        );
      },
    );

    it('is 4 cases', () => {
      expect(toggles).toHaveLength(4);
    });

    it.each([
      [undefined, 'when somebody syncs it'],
      [{ automated: {} }, 'when anything changes in Git'],
      [{ automated: { selfHeal: true } }, 'at once'],
    ])('says when weights are put back: %j', (syncPolicy, when) => {
      const [warning] = warnings({
        virtualServices: [virtualService(tracked)],
        applications: [application({ syncPolicy })],
      });
      expect(warning).toContain(`puts Git's back ${when}.`);
    });
  },
);

describe('subsets that a rollout writes', () => {
  const rule = (...names: string[]) => [
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule' as const,
      metadata: { namespace: 'shop', name: 'orders' },
      spec: { host: 'orders', subsets: names.map(name => ({ name })) },
    },
  ];

  it.each([
    ['both are there', rule('stable', 'canary'), []],
    [
      'one is missing',
      rule('stable'),
      [
        'DestinationRule orders has no subset canary, which this rollout writes: no new version can start.',
      ],
    ],
    [
      'the DestinationRule is missing',
      [],
      [
        'DestinationRule orders, whose subsets this rollout writes, does not exist: no new version can start.',
      ],
    ],
    ['DestinationRules could not be read', undefined, []],
  ])('are warned of, or not, when %s', (_, destinationRules, expected) => {
    expect(warnings({ destinationRules })).toEqual(expected);
  });
});

describe('several controllers of one workload', () => {
  const workload = { kind: 'Deployment', namespace: 'shop', name: 'orders' };
  const referring: Rollout = {
    ...rollout(),
    spec: {
      workloadRef: { kind: 'Deployment', name: 'orders' },
      strategy: { canary: {} },
    },
  };

  it.each<[string, Partial<DeliveryInput>, RegExp[]]>([
    [
      'a Canary of the Deployment that a rollout takes its pods from',
      { rollout: referring, canaries: [canary('orders')] },
      [/^Canary orders of Flagger names the same workload/],
    ],
    [
      'two Canaries',
      {
        rollout: undefined,
        workload,
        canaries: [canary('orders'), canary('again')],
      },
      [/^Canary again of Flagger/],
    ],
    [
      'a Canary, and a rollout that refers to its Deployment',
      {
        rollout: undefined,
        workload,
        canaries: [canary('orders')],
        rollouts: [referring],
      },
      [/^Rollout orders takes its pods from the same workload/],
    ],
    [
      'two rollouts that write the same routes',
      { rollouts: [rollout(), rollout({}, 'again')] },
      [/^Rollout again writes its weights into the same routes/],
    ],
    [
      'two rollouts that write different routes',
      { rollouts: [rollout(), rollout({}, 'again', ['secondary'])] },
      [],
    ],
    [
      'one of each',
      { rollout: undefined, workload, canaries: [canary('orders')] },
      [],
    ],
  ])('are %s', (_, input, expected) => {
    const found = warnings(input);
    expect(found).toHaveLength(expected.length);
    expected.forEach((pattern, at) => expect(found[at]).toMatch(pattern));
  });
});

describe('a version that was taken back and that Git still asks for', () => {
  const set = (hash: string, image: string): ReplicaSet => ({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      namespace: 'shop',
      name: `orders-${hash}`,
      labels: { 'rollouts-pod-template-hash': hash },
      ownerReferences: [{ kind: 'Rollout', name: 'orders', uid: 'orders' }],
    },
    spec: {
      replicas: 1,
      template: { spec: { containers: [{ name: 'app', image }] } },
    },
    status: { replicas: 1, readyReplicas: 1, availableReplicas: 1 },
  });
  const held = (abort: boolean, desiredImages?: string[]) =>
    warnings({
      rollout: rollout({ abort }),
      replicaSets: [set('a', 'orders:1'), set('b', 'orders:2')],
      desiredImages,
    }).filter(text => text.startsWith('Git'));

  it.each([
    ['Git asks for it', true, ['orders:2'], 1],
    ['Git was reverted', true, ['orders:1'], 0],
    ['nobody knows what Git asks for', true, undefined, 0],
    ['it was not taken back', false, ['orders:2'], 0],
  ])('is warned of, or not: %s', (_, abort, desired, count) => {
    expect(held(abort, desired)).toHaveLength(count);
  });

  it('is named', () => {
    expect(held(true, ['orders:2'])).toEqual([
      'Git still asks for orders:2, the version that was taken back: revert it there, or everything that is applied keeps it.',
    ]);
  });
});
