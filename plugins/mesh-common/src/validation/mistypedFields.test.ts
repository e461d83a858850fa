import { mistypedFields } from './mistypedFields';

const paths = (apiVersion: string, kind: string, spec: unknown) =>
  mistypedFields({
    ...{ apiVersion, kind, spec, metadata: { name: 'a' } },
  }).map(({ path }) => path);

describe('fields of a wrong type', () => {
  it.each([
    [
      'networking.istio.io/v1',
      'VirtualService',
      { hosts: 'a', http: [null] },
      ['spec.hosts', 'spec.http[0]'],
    ],
    [
      'security.istio.io/v1',
      'AuthorizationPolicy',
      { rules: { from: [] } },
      ['spec.rules'],
    ],
    [
      'security.istio.io/v1',
      'PeerAuthentication',
      { mtls: 'STRICT' },
      ['spec.mtls'],
    ],
    ['gateway.networking.k8s.io/v1', 'HTTPRoute', 'none', ['spec']],
    [
      'v1',
      'Service',
      { ports: [80], selector: 'a' },
      ['spec.ports[0]', 'spec.selector'],
    ],
    ['v1', 'Pod', { containers: 'a' }, ['spec.containers']],
    ['batch/v1', 'Job', { template: { spec: [] } }, ['spec.template.spec']],
  ])('%s %s %j', (apiVersion, kind, spec, found) => {
    expect(paths(apiVersion, kind, spec)).toEqual(found);
  });

  it('are none where a value is wrong in another way, or nothing is known', () => {
    expect(
      paths('networking.istio.io/v1', 'VirtualService', {
        hosts: [''],
        other: 1,
        http: [{ timeout: 'x' }],
      }),
    ).toEqual([]);
    expect(paths('v1', 'Service', null)).toEqual([]);
    expect(paths('example.org/v1', 'Thing', 5)).toEqual([]);
    expect(paths('networking.istio.io/v9', 'VirtualService', 5)).toEqual([]);
  });

  it('are not those of a status', () => {
    expect(
      mistypedFields({
        apiVersion: 'networking.istio.io/v1',
        kind: 'VirtualService',
        status: 'fine',
      }),
    ).toEqual([]);
  });
});
