import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { evaluateTarget } from '../status/evaluateTarget';
import { ClusterView } from '../view/ClusterView';

const HASH = 'rollouts-pod-template-hash';

const object = (
  apiVersion: string,
  kind: string,
  name: string,
  rest: object = {},
  labels: Record<string, string> = {},
): KubernetesObject =>
  ({
    apiVersion,
    kind,
    metadata: { name, namespace: 'shop', labels, uid: `${kind}-${name}` },
    ...rest,
  }) as KubernetesObject;

const owner = (kind: string, name: string) => ({
  kind,
  name,
  uid: `${kind}-${name}`,
});

function owned(of: KubernetesObject, by: { kind: string; name: string }) {
  return {
    ...of,
    metadata: { ...of.metadata, ownerReferences: [owner(by.kind, by.name)] },
  };
}

/** A version with its ReplicaSet, and as many ready pods as it wants. */
function version(
  hash: string,
  revision: number,
  replicas: number,
): KubernetesObject[] {
  const labels = { app: 'orders', [HASH]: hash };
  const containers = [
    { name: 'app', image: `orders:${revision}` },
    { name: 'istio-proxy', image: 'proxyv2' },
  ];
  const set = object(
    'apps/v1',
    'ReplicaSet',
    `orders-${hash}`,
    {
      spec: {
        replicas,
        template: { metadata: { labels }, spec: { containers } },
      },
      status: {
        replicas,
        readyReplicas: replicas,
        availableReplicas: replicas,
      },
    },
    labels,
  );
  const annotated = {
    ...set,
    metadata: {
      ...set.metadata,
      annotations: { 'rollout.argoproj.io/revision': String(revision) },
    },
  };
  const pods = Array.from({ length: replicas }, (_, at) =>
    owned(
      object(
        'v1',
        'Pod',
        `orders-${hash}-${at}`,
        {
          spec: { containers },
          status: {
            phase: 'Running',
            podIP: `10.0.${revision}.${at}`,
            conditions: [{ type: 'Ready', status: 'True' }],
          },
        },
        labels,
      ),
      { kind: 'ReplicaSet', name: set.metadata.name },
    ),
  );
  return [owned(annotated, { kind: 'Rollout', name: 'orders' }), ...pods];
}

interface Scenario {
  /** Percent for the canary subset. */
  weight: number;
  stable: string;
  canary: string;
  /** What the DestinationRule says besides the hash; Git holds it, the controller adds the hash. */
  labels?: Record<string, string>;
  status?: object;
  versions: KubernetesObject[];
}

/** The objects of a Rollout with subsets that its controller writes. */
function objectsOf(scenario: Scenario): KubernetesObject[] {
  const { weight, stable, canary, labels = { app: 'orders' } } = scenario;
  const template = {
    metadata: {
      labels: { app: 'orders', 'sidecar.istio.io/inject': 'true' },
    },
    spec: { containers: [{ name: 'app', image: 'orders:4' }] },
  };
  const subset = (name: string, hash: string) => ({
    name,
    labels: { ...labels, [HASH]: hash },
  });
  return [
    { ...object('v1', 'Namespace', 'shop'), metadata: { name: 'shop' } },
    object('argoproj.io/v1alpha1', 'Rollout', 'orders', {
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'orders' } },
        template,
        strategy: {
          canary: {
            steps: [{ setWeight: 20 }, { pause: { duration: '10m' } }],
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
      },
      status: {
        currentPodHash: canary,
        stableRS: stable,
        currentStepIndex: 1,
        replicas: 3,
        updatedReplicas: 1,
        readyReplicas: 3,
        availableReplicas: 3,
        phase: 'Paused',
        pauseConditions: [
          { reason: 'CanaryPauseStep', startTime: '2026-01-01T00:00:00Z' },
        ],
        canary: {
          weights: {
            canary: { weight, podTemplateHash: canary },
            stable: { weight: 100 - weight, podTemplateHash: stable },
          },
        },
        ...scenario.status,
      },
    }),
    object('v1', 'Service', 'orders', {
      spec: {
        selector: { app: 'orders' },
        ports: [{ name: 'http', port: 8080 }],
      },
    }),
    object('networking.istio.io/v1', 'VirtualService', 'orders', {
      spec: {
        hosts: ['orders'],
        http: [
          {
            name: 'primary',
            route: [
              {
                destination: { host: 'orders', subset: 'stable' },
                weight: 100 - weight,
              },
              { destination: { host: 'orders', subset: 'canary' }, weight },
            ],
          },
        ],
      },
    }),
    object('networking.istio.io/v1', 'DestinationRule', 'orders', {
      spec: {
        host: 'orders',
        subsets: [subset('stable', stable), subset('canary', canary)],
      },
    }),
    ...scenario.versions,
  ];
}

const atRest = {
  currentStepIndex: 2,
  phase: 'Healthy',
  pauseConditions: undefined,
  canary: undefined,
};

const scenarios: Record<string, Scenario> = {
  'during a canary, the subsets of two hashes, and old ReplicaSets without pods':
    {
      weight: 20,
      stable: 'c',
      canary: 'd',
      versions: [
        ...version('d', 4, 1),
        ...version('c', 3, 2),
        ...version('b', 2, 0),
        ...version('a', 1, 0),
      ],
    },
  'at rest, both subsets of one hash, and old ReplicaSets without pods': {
    weight: 0,
    stable: 'd',
    canary: 'd',
    status: atRest,
    versions: [
      ...version('d', 4, 2),
      ...version('c', 3, 0),
      ...version('b', 2, 0),
    ],
  },
  'before the first pod of a new version, the canary subset of a hash without pods':
    {
      weight: 0,
      stable: 'c',
      canary: 'd',
      status: {
        abort: false,
        phase: 'Progressing',
        pauseConditions: undefined,
        currentStepIndex: 0,
        canary: {
          weights: {
            canary: { weight: 0, podTemplateHash: 'd' },
            stable: { weight: 100, podTemplateHash: 'c' },
          },
        },
      },
      versions: [...version('d', 4, 0), ...version('c', 3, 2)],
    },
  'subsets with nothing but the hash, as without labels in Git': {
    weight: 20,
    stable: 'c',
    canary: 'd',
    labels: {},
    versions: [...version('d', 4, 1), ...version('c', 3, 2)],
  },
};

/** What a mesh without policies is told anyhow. */
const aboutPolicies = ['ONM0201', 'ONM0301'];

function findingsOf(objects: KubernetesObject[]) {
  const { findings, delivery } = evaluateTarget({
    view: new ClusterView({ cluster: 'east', objects }),
    target: { cluster: 'east', namespace: 'shop', workload: 'orders' },
    catalogCallers: [],
    now: '2026-01-01T00:05:00Z',
  });
  return {
    delivery,
    found: findings
      .filter(({ code }) => !aboutPolicies.includes(code))
      .map(({ code, message }) => `${code} ${message}`),
  };
}

/** Kiali takes subsets with the hash of a Rollout for wrong (its issues 8446 and 4210): it does not read Rollouts. */
describe('a Rollout whose controller writes the hashes of its versions into subsets', () => {
  it.each(Object.entries(scenarios))('has no finding %s', (_, scenario) => {
    const { found, delivery } = findingsOf(objectsOf(scenario));
    expect(found).toEqual([]);
    expect(delivery.controller).toBe('argo-rollouts');
    expect(delivery.warnings).toEqual([]);
    const shares = delivery.versions.map(({ share }) => share ?? 0);
    expect(shares.reduce((a, b) => a + b, 0)).toBe(100);
  });

  it('shows only versions that take part', () => {
    const { delivery } = findingsOf(objectsOf(Object.values(scenarios)[0]));
    expect(
      delivery.versions.map(({ podHash, share }) => [podHash, share]),
    ).toEqual([
      ['d', 20],
      ['c', 80],
    ]);
  });

  it('has one where requests are sent to a hash without pods', () => {
    const [scenario] = Object.values(scenarios);
    const { found } = findingsOf(
      objectsOf({
        ...scenario,
        versions: [...version('d', 4, 0), ...version('c', 3, 2)],
      }),
    );
    expect(found.join()).toMatch(/503/);
  });

  it('has one where a subset is not defined', () => {
    const objects = objectsOf(Object.values(scenarios)[0]).filter(
      ({ kind }) => kind !== 'DestinationRule',
    );
    expect(findingsOf(objects).found.join()).toMatch(/subset/);
  });
});
