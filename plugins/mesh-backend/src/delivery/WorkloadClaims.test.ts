import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { ClusterView } from '@onmesh/plugin-mesh-common';
import { WorkloadClaims } from './WorkloadClaims';

const target = { cluster: 'prod', namespace: 'shop', workload: 'orders' };
const view = new ClusterView({
  cluster: 'prod',
  objects: ['orders', 'other'].map(name => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name, namespace: 'shop', labels: { app: name } },
  })),
});

const entity = (
  name: string,
  annotations: Record<string, string>,
  owner = 'group:default/shop',
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    annotations: Object.fromEntries(
      Object.entries(annotations).map(([key, value]) => [
        `backstage.io/kubernetes-${key}`,
        value,
      ]),
    ),
  },
  relations: [{ type: 'ownedBy', targetRef: owner }],
});

describe('WorkloadClaims', () => {
  it('finds every entity that says that the workload is its own, and no other', async () => {
    const selector = { 'label-selector': 'app=orders' };
    const claims = new WorkloadClaims({
      clusters: {
        view: async () => ({ view, health: { cluster: 'prod', problems: [] } }),
      },
      auth: mockServices.auth(),
      catalog: catalogServiceMock({
        entities: [
          entity('orders', { ...selector, namespace: 'shop' }),
          entity('stranger', selector, 'group:default/strangers'),
          entity('elsewhere', { ...selector, namespace: 'bank' }),
          entity('abroad', { ...selector, cluster: 'staging' }),
          entity('other', { 'label-selector': 'app=other' }),
          entity('broken', { 'label-selector': 'app in (' }),
          entity('plain', {}),
        ],
      }),
    });

    await expect(claims.of(target)).resolves.toEqual([
      {
        entityRef: 'component:default/orders',
        owners: ['group:default/shop'],
      },
      {
        entityRef: 'component:default/stranger',
        owners: ['group:default/strangers'],
      },
    ]);
  });
});
