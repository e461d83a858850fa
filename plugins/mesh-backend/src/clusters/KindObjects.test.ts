import { KubernetesObject } from '@onmesh/plugin-mesh-common';
import { KindObjects } from './KindObjects';

const service = (name: string, app = name): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop', labels: { app } },
});

describe('the objects of a kind', () => {
  it('stay the same while nothing of them changes, also when all are listed again', () => {
    const objects = new KindObjects();
    const [cart, web] = [service('cart'), service('web')];
    objects.replace([cart, web]);
    objects.replace([service('cart'), service('web', 'site'), service('till')]);

    const [first, ...others] = objects.values();
    expect(first).toBe(cart);
    expect(others).toEqual([service('web', 'site'), service('till')]);
  });

  it('say of each that comes whether it is news', () => {
    const objects = new KindObjects();
    expect(objects.put(service('cart'))).toBe(true);
    expect(objects.put(service('cart'))).toBe(false);
    expect(objects.put(service('cart', 'basket'))).toBe(true);
    expect([...objects.values()]).toEqual([service('cart', 'basket')]);

    objects.remove(service('cart'));
    expect([...objects.values()]).toEqual([]);
    expect(objects.put(service('cart', 'basket'))).toBe(true);
  });
});
