import { Entity } from '@backstage/catalog-model';
import { runsInKubernetes, workloadLookup } from './workloadLookup';

const entity = (annotations?: Record<string, string>): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', annotations },
});
const key = (name: string) => `backstage.io/kubernetes-${name}`;

describe('workloadLookup', () => {
  it.each<[string, Record<string, string> | undefined, object]>([
    [
      'its name when it has no annotation',
      undefined,
      { labelSelector: `${key('id')}=checkout` },
    ],
    ['its id', { [key('id')]: 'co' }, { labelSelector: `${key('id')}=co` }],
    [
      'its selector before its id',
      { [key('id')]: 'co', [key('label-selector')]: 'app=co,tier!=x' },
      { labelSelector: 'app=co,tier!=x' },
    ],
    [
      'a namespace and a cluster',
      { [key('namespace')]: 'shop', [key('cluster')]: 'prod' },
      { namespace: 'shop', cluster: 'prod' },
    ],
  ])('looks for %s', (_, annotations, expected) => {
    expect(workloadLookup(entity(annotations))).toMatchObject(expected);
  });

  it('names the annotation that is no selector', () => {
    const wrong = entity({ [key('label-selector')]: 'app in (' });

    expect(() => workloadLookup(wrong)).toThrow(key('label-selector'));
  });

  it.each([
    [{ [key('id')]: 'a' }, true],
    [{ [key('label-selector')]: 'a=b' }, true],
    [{ [key('namespace')]: 'shop' }, false],
    [undefined, false],
  ])('with %j an entity runs in Kubernetes: %s', (annotations, expected) => {
    expect(runsInKubernetes(entity(annotations))).toBe(expected);
  });
});
