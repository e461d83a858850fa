import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { given, Metadata, viewOf } from './__testUtils__/given';
import { servicesDiffer } from './servicesDiffer';

describe('Services of several clusters', () => {
  const service = (port: object, metadata: Metadata = {}) =>
    given(
      'Service',
      { namespace: 'shop', ...metadata },
      { spec: { ports: [{ name: 'http', port: 80, ...port }] } },
    );
  const differ = (
    east: KubernetesObject,
    west: KubernetesObject,
    ...unreadable: string[]
  ) => servicesDiffer([viewOf([east]), viewOf([west], ...unreadable)]).length;

  it.each<[string, object, object, number]>([
    [
      'what is said and what holds by itself',
      {},
      { protocol: 'TCP', targetPort: 80 },
      0,
    ],
    ['the port of nodes', { nodePort: 30001 }, { nodePort: 30002 }, 0],
    ['the port of the pods', {}, { targetPort: 8080 }, 1],
    ['the protocol that it says', {}, { appProtocol: 'grpc' }, 1],
  ])('may or must not differ in %s', (_, east, west, count) => {
    expect(differ(service(east), service(west))).toBe(count);
  });

  it('are not compared where they could not be read, nor those of the API servers', () => {
    const [east, west] = [service({}), service({ port: 81 })];
    expect(differ(east, west)).toBe(1);
    expect(differ(east, west, 'Service')).toBe(0);
    const own = { namespace: 'default', name: 'kubernetes' };
    expect(
      differ(
        service({ targetPort: 443 }, own),
        service({ targetPort: 6443 }, own),
      ),
    ).toBe(0);
  });
});
