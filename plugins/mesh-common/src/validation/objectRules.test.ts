import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ClusterView } from '../view/ClusterView';
import { objectRules } from './objectRules';

const virtualService = (spec: object, uid?: string) =>
  ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'cart', namespace: 'shop', ...(uid && { uid }) },
    spec: { hosts: ['cart'], ...spec },
  }) as KubernetesObject;
const route = { route: [{ destination: { host: 'cart' } }] };

const found = (...objects: KubernetesObject[]) => {
  const view = new ClusterView({ cluster: 'test', objects });
  return Object.entries(objectRules).flatMap(([code, rules]) =>
    rules.flatMap(rule =>
      rule(view).map(({ object }) => `${code} ${object.field}`),
    ),
  );
};

describe('objects that a cluster would not take as they are', () => {
  it.each<[string, object, string[]]>([
    [
      'a field that there is not',
      { http: [route], htp: [] },
      ['IST0106 spec.htp'],
    ],
    [
      'what istiod refuses',
      { hosts: ['*'], http: [route] },
      ['IST0106 spec.hosts[0]'],
    ],
    [
      'what istiod warns of',
      { http: [{ ...route, mirrorPercent: 10 }] },
      ['IST0133 spec.http[0].mirrorPercent'],
    ],
    ['a route that has a code of its own', { http: [route, route] }, []],
    ['nothing', { http: [route] }, []],
  ])('are told: %s', (_, spec, expected) => {
    expect(found(virtualService(spec))).toEqual(expected);
  });

  it('are judged by istiod alone once a cluster has them, whose schemas may be newer', () => {
    const newer = { http: [route], fieldOfTomorrow: 1 };
    expect(found(virtualService(newer, 'a-uid'))).toEqual([]);
    expect(
      found(virtualService({ hosts: ['*'], http: [route] }, 'a-uid')),
    ).toEqual(['IST0106 spec.hosts[0]']);
  });

  it('are of Istio: what the API server itself refuses is for validate', () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'No Name' },
    };
    expect(found(service)).toEqual([]);
  });
});
