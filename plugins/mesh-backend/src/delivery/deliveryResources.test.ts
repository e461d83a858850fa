import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { deliveryRef } from '@onmesh/plugin-mesh-common';
import { deliveryResources } from './deliveryResources';

const target = { cluster: 'prod', namespace: 'shop', workload: 'orders' };
const load = deliveryResources({
  auth: mockServices.auth(),
  catalog: catalogServiceMock({
    entities: [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'orders', namespace: 'default' },
        relations: [
          { type: 'ownedBy', targetRef: 'group:default/shop' },
          { type: 'partOf', targetRef: 'system:default/shop' },
        ],
      },
    ],
  }),
});

describe('deliveryResources', () => {
  it('tells the permission framework who owns what, and nothing of what there is not', async () => {
    const entityRef = 'component:default/orders';

    await expect(
      load([
        deliveryRef({ entityRef: 'component:default/gone', target }),
        deliveryRef({ entityRef, target }),
        'something else',
      ]),
    ).resolves.toEqual([
      undefined,
      { entityRef, target, owners: ['group:default/shop'] },
      undefined,
    ]);
  });
});
