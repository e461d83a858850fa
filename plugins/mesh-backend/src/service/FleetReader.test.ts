import { mockCredentials } from '@backstage/backend-test-utils';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  ClusterHealth,
  ClusterView,
  KubernetesObject,
  ViewGap,
} from '@onmesh/plugin-mesh-common';
import { ClusterListener } from '@onmesh/plugin-mesh-node';
import fc from 'fast-check';
import { FleetReader } from './FleetReader';

const olivia = mockCredentials.user('user:default/olivia');
const pat = mockCredentials.user('user:default/pat');

const names = ['cart', 'web', 'till'];
const namespaces = ['shop', 'bank'];

function entity(
  name: string,
  namespace?: string,
  title?: string,
  selector = `app=${name}`,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      title,
      annotations: {
        'backstage.io/kubernetes-label-selector': selector,
        ...(namespace && { 'backstage.io/kubernetes-namespace': namespace }),
      },
    },
  };
}

function deployment(namespace: string, name: string): KubernetesObject {
  const template = { metadata: { labels: { app: name } }, spec: {} };
  const object: KubernetesObject & { spec: object } = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels: { app: name } },
    spec: { selector: { matchLabels: { app: name } }, template },
  };
  return object;
}

function pod(namespace: string, name: string, meshed: boolean) {
  const object: KubernetesObject & { spec: object } = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `${name}-1`, namespace, labels: { app: name } },
    spec: {
      containers: [
        { name: 'app' },
        ...(meshed ? [{ name: 'istio-proxy' }] : []),
      ],
    },
  };
  return object;
}

/** What a fleet is read from, as it is at the moment. */
interface World {
  objects: KubernetesObject[];
  gaps: ViewGap[];
  problems: string[];
  /** What each person may see. */
  olivia: Entity[];
  pat: Entity[];
}

/** A cluster and a catalog that can change. */
function arrange(first: Partial<World> = {}) {
  const empty = { objects: [], gaps: [], problems: [], olivia: [], pat: [] };
  let world: World = { ...empty, ...first };
  let now = new Date('2026-11-25T12:00:00Z');
  const listeners = new Set<ClusterListener>();
  const viewOf = ({ objects, gaps }: World) =>
    new ClusterView({ cluster: 'prod', objects, gaps });
  let view = viewOf(world);
  const clusters = {
    clusters: () => ['prod'],
    view: async () => {
      const health: ClusterHealth = {
        cluster: 'prod',
        problems: world.problems,
      };
      return { view, health };
    },
    onChange: (listener: ClusterListener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {},
  };
  const isOlivia = (options: object = {}) =>
    'credentials' in options && options.credentials === olivia;
  const catalog = catalogServiceMock.mock({
    getEntities: (request, options) =>
      catalogServiceMock({
        entities: isOlivia(options) ? world.olivia : world.pat,
      }).getEntities(request),
  });
  const open = () => new FleetReader({ clusters, catalog, now: () => now });
  const reader = open();
  return {
    read: (who: BackstageCredentials) => reader.read(who, []),
    /** As somebody reads it who has read nothing before. */
    readAfresh: (who: BackstageCredentials) => open().read(who, []),
    /** How often something was read from the cluster as it is now. */
    countReads: () => jest.spyOn(view, 'list'),
    become: (next: Partial<World>) => {
      world = { ...world, ...next };
      view = viewOf(world);
    },
    pass: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
    changed: () => listeners.forEach(listener => listener('prod')),
  };
}

const objects = namespaces.flatMap(namespace =>
  names.flatMap(name => [
    deployment(namespace, name),
    pod(namespace, name, true),
    pod(namespace, name, false),
  ]),
);
const entities = names.flatMap(name => [
  entity(name),
  entity(name, 'shop'),
  entity(name, 'bank', 'Title', 'app!=cart'),
]);
const worlds = fc.record({
  objects: fc.subarray(objects),
  gaps: fc.constantFrom<ViewGap[]>(
    [],
    [],
    [{ kind: 'Pod', reason: 'forbidden', notInstalled: false }],
  ),
  olivia: fc.subarray(entities),
  pat: fc.subarray(entities),
  looking: fc.subarray([olivia, pat]),
});

const cart = [deployment('shop', 'cart'), pod('shop', 'cart', true)];

describe('the fleet', () => {
  it('knows of every change at once', async () => {
    const { read, become } = arrange({
      objects: cart,
      olivia: [entity('cart', 'shop')],
    });
    const rows = async () => (await read(olivia)).services;
    expect(await rows()).toMatchObject([
      { mesh: 'istio-sidecar', access: 'open', target: { workload: 'cart' } },
    ]);

    become({ objects: [cart[0], pod('shop', 'cart', false)] });
    expect(await rows()).toMatchObject([{ mesh: 'none' }]);

    const forbidden = { reason: 'forbidden', notInstalled: false };
    const problems = ['AuthorizationPolicy cannot be read: forbidden'];
    const gaps = [{ kind: 'AuthorizationPolicy', ...forbidden }];
    become({ objects: cart, gaps, problems });
    expect(await read(olivia)).toMatchObject({
      services: [{ mesh: 'istio-sidecar', access: 'unknown' }],
      clusters: [{ cluster: 'prod', problems }],
    });

    become({ olivia: [entity('cart', 'bank', 'The cart'), entity('web')] });
    expect(await rows()).toMatchObject([
      { title: 'The cart', mesh: 'unknown', target: undefined },
      { title: 'web', mesh: 'unknown', target: undefined },
    ]);
  });

  it('shows nobody what others may see', async () => {
    const { read, become } = arrange({
      objects: cart,
      olivia: [entity('cart', 'shop')],
      pat: [entity('web', 'shop')],
    });
    await read(olivia);
    expect((await read(pat)).services).toMatchObject([
      { entityRef: 'component:default/web', target: undefined },
    ]);

    become({ olivia: [] });
    expect((await read(olivia)).services).toEqual([]);
  });

  it('asks the cluster nothing where nothing changed, until nobody has looked for long', async () => {
    const { read, countReads, pass, changed } = arrange({
      objects: cart,
      olivia: [entity('cart', 'shop')],
      pat: [entity('cart', 'shop')],
    });
    const reads = countReads();
    await read(olivia);
    const first = reads.mock.calls.length;
    expect(first).toBeGreaterThan(0);

    pass(500_000);
    changed();
    await read(pat);
    pass(500_000);
    changed();
    await read(olivia);
    expect(reads).toHaveBeenCalledTimes(first);

    pass(700_000);
    changed();
    await read(olivia);
    expect(reads).toHaveBeenCalledTimes(2 * first);
  });

  it('names entities whose selector is none, like those that run nowhere', async () => {
    const { read } = arrange({
      objects: cart,
      olivia: [entity('cart', 'shop'), entity('web', 'shop', 'A', 'app in (')],
    });
    expect((await read(olivia)).services).toMatchObject([
      { title: 'A', mesh: 'unknown' },
      { title: 'cart', mesh: 'istio-sidecar' },
    ]);
  });

  it('is after any changes what somebody sees who has read nothing before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(worlds, { maxLength: 6 }), async steps => {
        const { read, readAfresh, become, pass } = arrange();
        for (const { looking, ...step } of steps) {
          become(step);
          pass(60_000);
          for (const who of looking) {
            expect(await read(who)).toEqual(await readAfresh(who));
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
