import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  ClusterView,
  KubernetesObject,
  WorkloadObject,
} from '@onmesh/plugin-mesh-common';
import { callingEntities, identitiesOf, siblingsOf } from './catalogCallers';

const entity = (
  ref: string,
  relations: [string, string][] = [],
  annotations: Record<string, string> = {},
): Entity => {
  const [kind, name] = ref.split(':default/');
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, annotations },
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
  };
};
const deployment = (
  name: string,
  serviceAccountName?: string,
): WorkloadObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'shop', labels: { app: 'web' } },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { serviceAccountName },
    },
  },
});
const view = (...objects: KubernetesObject[]) =>
  new ClusterView({ cluster: 'demo', objects });
const SELECTOR = 'backstage.io/kubernetes-label-selector';
const credentials = mockCredentials.user();

describe('callingEntities', () => {
  it('finds those that consume an API and those that depend on the service, each once', async () => {
    const orders = entity('component:default/orders', [
      ['providesApi', 'api:default/orders'],
      ['dependencyOf', 'component:default/web'],
      ['dependencyOf', 'resource:default/queue'],
      ['dependsOn', 'component:default/db'],
    ]);
    const catalog = catalogServiceMock({
      entities: [
        orders,
        entity('api:default/orders', [
          ['apiConsumedBy', 'component:default/web'],
          ['apiConsumedBy', 'component:default/batch'],
          ['apiConsumedBy', 'component:default/orders'],
          ['apiConsumedBy', 'component:default/hidden'],
        ]),
        entity('component:default/web'),
        entity('component:default/batch'),
        entity('component:default/db'),
      ],
    });

    const found = await callingEntities(orders, catalog, credentials);

    expect(found.map(({ metadata }) => metadata.name)).toEqual([
      'batch',
      'web',
    ]);
  });
});

describe('identitiesOf', () => {
  it('names each identity once, however many workloads share it', () => {
    const web = entity('component:default/web', [], { [SELECTOR]: 'app=web' });

    expect(
      identitiesOf(
        [web],
        view(deployment('a', 'web'), deployment('b', 'web'), deployment('c')),
      ),
    ).toEqual([
      {
        label: 'web',
        entityRef: 'component:default/web',
        namespace: 'shop',
        serviceAccount: 'web',
      },
      {
        label: 'web',
        entityRef: 'component:default/web',
        namespace: 'shop',
        serviceAccount: 'default',
      },
    ]);
  });

  it.each<[string, Record<string, string>]>([
    ['has no workload here', { [SELECTOR]: 'app=elsewhere' }],
    ['cannot be read', { [SELECTOR]: 'app in (' }],
    [
      'runs in another cluster',
      { [SELECTOR]: 'app=web', 'backstage.io/kubernetes-cluster': 'other' },
    ],
  ])('keeps a caller that %s, without an identity', (_, annotations) => {
    const caller = entity('component:default/web', [], annotations);

    expect(identitiesOf([caller], view(deployment('a', 'web')))).toEqual([
      { label: 'web', entityRef: 'component:default/web' },
    ]);
  });
});

describe('siblingsOf', () => {
  it('names the other workloads of an entity, unless they run as the same account', () => {
    const web = entity('component:default/web', [], { [SELECTOR]: 'app=web' });
    const cluster = view(
      deployment('cache', 'cache'),
      deployment('web', 'web'),
      deployment('cache-warmer', 'cache'),
    );

    expect(
      siblingsOf(
        web,
        { cluster: 'demo', namespace: 'shop', workload: 'cache' },
        cluster,
      ),
    ).toEqual([
      {
        label: 'web',
        entityRef: 'component:default/web',
        namespace: 'shop',
        serviceAccount: 'web',
      },
    ]);
  });
});
