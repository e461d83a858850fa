import { deliveryRef, parseDeliveryRef } from './deliveryRef';

const target = { cluster: 'eu/1@a', namespace: 'shop', workload: 'orders' };
const entityRef = 'component:default/orders';

describe('deliveryRef', () => {
  it('is read back, whatever a cluster is called', () => {
    expect(parseDeliveryRef(deliveryRef({ entityRef, target }))).toEqual({
      entityRef,
      target,
    });
  });

  it.each([
    '',
    entityRef,
    `${entityRef}@`,
    `${entityRef}@shop/orders`,
    '@a/b/c',
  ])('is not %j', ref => {
    expect(parseDeliveryRef(ref)).toBeUndefined();
  });
});
