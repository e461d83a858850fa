import { ConfigReader } from '@backstage/config';
import { createDeliveryWriter } from './createDeliveryWriter';

const kubernetes = { type: 'kubernetes', kubeconfig: 'kubeconfig' };
const on = { canary: { actions: { enabled: true } } };
const create = (mesh: object) =>
  createDeliveryWriter(
    new ConfigReader({ mesh: JSON.parse(JSON.stringify(mesh)) }),
  );

describe('createDeliveryWriter', () => {
  it.each([
    ['nobody asked for it', {}],
    ['it is switched off', { canary: { actions: { enabled: false } } }],
  ])('steers nothing when %s', (_, canary) => {
    const clusters = [
      { ...kubernetes, name: 'a', deliverer: { context: 'deliverer' } },
    ];
    expect(create({ clusters, ...canary })).toBeUndefined();
  });

  it('steers only in clusters that have an identity for that', () => {
    const clusters = [
      { ...kubernetes, name: 'reads' },
      { ...kubernetes, name: 'context', deliverer: { context: 'deliverer' } },
      { ...kubernetes, name: 'file', deliverer: { kubeconfig: 'other' } },
      { ...kubernetes, name: 'token', deliverer: { token: 'secret' } },
      { type: 'snapshot', name: 'files', path: '.' },
    ];
    expect(create({ clusters, ...on })?.clusters()).toEqual([
      'context',
      'file',
      'token',
    ]);
  });

  it.each([
    ['nothing of its own', {}],
    ['the same kubeconfig', { kubeconfig: 'kubeconfig' }],
  ])('refuses the identity that reads: %s', (_, deliverer) => {
    const clusters = [{ ...kubernetes, name: 'a', deliverer }];
    for (const more of [on, {}]) {
      expect(() => create({ clusters, ...more })).toThrow(
        /a needs an identity of its own/,
      );
    }
  });

  it('refuses to steer what is no cluster', () => {
    const clusters = [
      { type: 'snapshot', name: 'a', path: '.', deliverer: { token: 'x' } },
    ];
    expect(() => create({ clusters, ...on })).toThrow(
      /a is not of the type kubernetes/,
    );
  });

  it('does not know other clusters', async () => {
    const clusters = [
      { ...kubernetes, name: 'a', deliverer: { token: 'secret' } },
    ];
    await expect(
      create({ clusters, ...on })?.read({
        cluster: 'b',
        namespace: 'shop',
        workload: 'orders',
      }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});
