import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ClusterView } from './ClusterView';
import { RecordedView } from './RecordedView';
import { StableViews } from './StableViews';
import { ViewIndex } from './ViewIndex';

const object = (
  kind: string,
  namespace: string | undefined,
  name: string,
  labels?: Record<string, string>,
): KubernetesObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace, labels },
});

const shop = object('Namespace', undefined, 'shop');
const bank = object('Namespace', undefined, 'bank');
const cart = object('Pod', 'shop', 'cart', { app: 'cart' });
const web = object('Pod', 'shop', 'web', { app: 'web' });
const till = object('Pod', 'bank', 'till', { app: 'till' });
const route = object('Route', 'bank', 'till');
const all = [shop, bank, cart, web, till, route];

const byApp: ViewIndex<KubernetesObject> = {
  kinds: ['Pod'],
  keysOf: ({ metadata }) => Object.values(metadata.labels ?? {}),
};

const viewOf = (
  objects: KubernetesObject[],
  settings: Partial<ConstructorParameters<typeof ClusterView>[0]> = {},
) => new ClusterView({ cluster: 'prod', objects, ...settings });

const changes: Record<string, ClusterView> = {
  'nothing but the view': viewOf(all),
  'a pod in the namespace': viewOf([shop, bank, { ...cart }, web, till, route]),
  'a pod elsewhere': viewOf([shop, bank, cart, web, { ...till }, route]),
  'a new pod there': viewOf([...all, object('Pod', 'shop', 'new')]),
  'no pod there any more': viewOf([shop, bank, till, route]),
  'one pod less there': viewOf([shop, bank, cart, till, route]),
  'the order of the pods': viewOf([shop, bank, web, cart, till, route]),
  'the namespace itself': viewOf([{ ...shop }, bank, cart, web, till, route]),
  'another namespace': viewOf([shop, { ...bank }, cart, web, till, route]),
  'an object of another kind': viewOf([shop, bank, cart, web, till]),
  'what can be read': viewOf(all, {
    gaps: [{ kind: 'Service', reason: 'forbidden', notInstalled: false }],
  }),
  'the mesh': viewOf(all, { mesh: { trustDomain: 'shop.example' } }),
};
const always = ['what can be read', 'the mesh'];
const everything = Object.keys(changes).slice(1);

describe('the view of a part of a cluster', () => {
  it.each<[string, (view: ClusterView) => unknown, string[]]>([
    ['nothing', () => undefined, []],
    [
      'the pods of a namespace',
      view => view.list('Pod', 'shop'),
      [
        'a pod in the namespace',
        'a new pod there',
        'no pod there any more',
        'one pod less there',
        'the order of the pods',
      ],
    ],
    [
      'all pods',
      view => view.listAll('Pod'),
      [
        'a pod in the namespace',
        'a pod elsewhere',
        'a new pod there',
        'no pod there any more',
        'one pod less there',
        'the order of the pods',
      ],
    ],
    [
      'one namespace',
      view => view.get('Namespace', '', 'shop'),
      ['the namespace itself'],
    ],
    [
      'a pod that is there',
      view => view.get('Pod', 'shop', 'web'),
      ['no pod there any more', 'one pod less there', 'the order of the pods'],
    ],
    [
      'a pod that is not there',
      view => view.get('Pod', 'shop', 'new'),
      ['a new pod there'],
    ],
    [
      'the pods of an app',
      view => view.byIndex(byApp, 'web'),
      ['no pod there any more', 'one pod less there', 'the order of the pods'],
    ],
    ['all objects', view => view.objects(), everything],
    ['all buckets', view => view.buckets(), everything],
  ])('after reading %s', (_, read, ends) => {
    for (const [change, later] of Object.entries(changes)) {
      const views = new StableViews(viewOf(all));
      const before = views.of('shop');
      read(before);
      views.follow(later);

      expect({ change, same: views.of('shop') === before }).toEqual({
        change,
        same: ![...ends, ...always].includes(change),
      });
    }
  });

  it('answers what was not read before as the latest view does', () => {
    const views = new StableViews(viewOf(all));
    const part = views.of('shop');
    part.list('Pod', 'shop');
    views.follow(changes['an object of another kind']);

    expect(part.list('Route', 'bank')).toEqual([]);
    expect(views.of('shop')).toBe(part);
  });

  it('stays as it was for whoever still reads one that is dropped', () => {
    const views = new StableViews(viewOf(all));
    const part = views.of('shop');
    part.list('Pod', 'shop');
    views.follow(changes['no pod there any more']);

    expect(part.list('Pod', 'shop')).toEqual([cart, web]);
    expect(views.of('shop').list('Pod', 'shop')).toEqual([]);
  });

  it('records every way to read objects: one that it does not know would find none', () => {
    const answeredByTheGaps = ['constructor', 'unreadable'];
    expect(Object.getOwnPropertyNames(RecordedView.prototype)).toEqual(
      expect.arrayContaining(
        Object.getOwnPropertyNames(ClusterView.prototype).filter(
          name => !answeredByTheGaps.includes(name),
        ),
      ),
    );
  });
});

describe('an index of a view', () => {
  const view = viewOf([
    object('Pod', 'shop', 'b', { app: 'cart', tier: 'cart' }),
    object('Pod', 'bank', 'a', { app: 'cart' }),
    object('Job', 'bank', 'c', { app: 'cart' }),
  ]);

  it('finds objects of its kinds once each, in the order of their namespaces', () => {
    const found = view.byIndex(byApp, 'cart').map(o => o.metadata.name);
    expect(found).toEqual(['a', 'b']);
    expect(view.byIndex(byApp, 'till')).toEqual([]);
  });
});
