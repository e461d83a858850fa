import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  ClusterView,
  KubernetesObject,
  ObservedTraffic,
  Pod,
  Rollout,
  WorkloadObject,
} from '@onmesh/plugin-mesh-common';
import { MetricsError } from '@onmesh/plugin-mesh-node';
import { TargetReader } from './TargetReader';

const credentials = mockCredentials.user();
const web: WorkloadObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
  spec: { template: { metadata: { labels: { app: 'web' } }, spec: {} } },
};
const target = { cluster: 'a', namespace: 'shop', workload: 'web' };

function entity(cluster?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'web',
      annotations: {
        'backstage.io/kubernetes-label-selector': 'app=web',
        ...(cluster && { 'backstage.io/kubernetes-cluster': cluster }),
      },
    },
  };
}

function reader(
  observed: () => Promise<ObservedTraffic | undefined> = async () => undefined,
  objectsOf: (cluster: string) => KubernetesObject[] = () => [web],
) {
  return new TargetReader({
    clusters: {
      clusters: () => ['a', 'b'],
      view: async cluster => ({
        view: new ClusterView({ cluster, objects: objectsOf(cluster) }),
        health: { cluster, problems: [] },
      }),
      onChange: () => () => {},
      close: async () => {},
    },
    metrics: { observed },
    catalog: catalogServiceMock({ entities: [entity()] }),
    now: () => new Date('2026-11-25T12:00:00Z'),
  });
}

describe('TargetReader', () => {
  it.each([
    [undefined, ['a', 'b']],
    ['b', ['b']],
  ])('with the cluster annotation %s it looks in %j', async (name, found) => {
    const { targets } = await reader().locate(entity(name));

    expect(targets.map(({ cluster }) => cluster)).toEqual(found);
  });

  it('tells the delivery in each cluster by the objects of that cluster, and not by those of the first', async () => {
    const rollout = (cluster: string): Rollout => ({
      ...web,
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      spec: {
        ...web.spec,
        strategy: { canary: { steps: [{ setWeight: 10 }, { pause: {} }] } },
      },
      status:
        cluster === 'a'
          ? { phase: 'Healthy', stableRS: 'one', currentPodHash: 'one' }
          : {
              phase: 'Paused',
              stableRS: 'one',
              currentPodHash: 'two',
              currentStepIndex: 1,
              pauseConditions: [
                {
                  reason: 'CanaryPauseStep',
                  startTime: '2026-11-25T11:00:00Z',
                },
              ],
            },
    });
    const { read } = await reader(undefined, cluster => [
      rollout(cluster),
    ]).readAll(entity(), credentials);

    expect(
      read.map(({ target: { cluster }, status: { delivery } }) => ({
        cluster,
        phase: delivery.phase,
        step: delivery.step?.index,
        since: delivery.since,
      })),
    ).toEqual([
      { cluster: 'a', phase: 'Healthy', step: undefined, since: undefined },
      {
        cluster: 'b',
        phase: 'Paused',
        step: 1,
        since: '2026-11-25T11:00:00Z',
      },
    ]);
  });

  it('says so when the entity names a cluster that nobody configured', async () => {
    const { targets, answers } = await reader().locate(entity('prod'));

    expect(targets).toEqual([]);
    expect(answers[0].health.problems).toEqual([
      'Cluster prod is named by the entity, but is not one of mesh.clusters (a, b).',
    ]);
  });

  it('refuses a target that is not one of the entity', async () => {
    await expect(
      reader().read(entity(), { ...target, workload: 'payment' }, credentials),
    ).rejects.toThrow('It has: a/shop/web, b/shop/web');
  });

  it('asks the metrics about the proxies that count what policies do', async () => {
    const sidecar: Pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web-1', namespace: 'shop', labels: { app: 'web' } },
      spec: { containers: [{ name: 'istio-proxy' }] },
      status: { phase: 'Running' },
    };
    const observed = jest.fn(async () => undefined);
    await reader(observed, () => [web, sidecar]).read(
      entity(),
      target,
      credentials,
    );

    expect(observed).toHaveBeenCalledWith({
      ...target,
      serviceAccount: 'default',
      versionedService: undefined,
      policies: {
        envoy: { namespace: 'shop', pods: ['web-1'], counts: 'all' },
      },
    });
  });

  it('answers without traffic, and says why, when the metrics cannot be read', async () => {
    const { observed, status, health } = await reader(async () => {
      throw new MetricsError('timeout', 'Prometheus did not answer in time');
    }).read(entity(), target, credentials);

    expect(observed).toBeUndefined();
    expect(status.traffic).toBeUndefined();
    expect(health.problems).toEqual(['Prometheus did not answer in time']);
  });

  it('hides no other error', async () => {
    await expect(
      reader(async () => {
        throw new TypeError('a bug');
      }).read(entity(), target, credentials),
    ).rejects.toThrow('a bug');
  });

  it('does not find what the caller may not see', async () => {
    await expect(
      reader().entity('component:default/secret', credentials),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});
