import {
  HttpMatch,
  HttpRoute,
  VirtualService,
} from '../../delivery/VirtualService';
import { readVectors } from '../../__testUtils__/vectors';
import { matchesConflict, mergeDelegate, mergeMatches } from './delegation';
import {
  EffectiveVirtualService,
  effectiveVirtualServices,
} from './effectiveVirtualServices';
import { resolveGatewayName } from './gatewayName';
import { HostImports, visibleVirtualServices } from './visibleVirtualServices';

function virtualService(
  name: string,
  namespace: string,
  spec: VirtualService['spec'],
  creationTimestamp?: string,
): VirtualService {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name, namespace, creationTimestamp },
    spec,
  };
}

describe('effectiveVirtualServices', () => {
  it('gives short names the namespace of the object', () => {
    const [vs] = effectiveVirtualServices([
      virtualService('cart', 'shop', {
        hosts: ['cart'],
        gateways: ['edge', 'mesh'],
        http: [{ route: [{ destination: { host: 'cart', subset: 'v1' } }] }],
      }),
    ]);

    expect(vs.hosts).toEqual(['cart.shop.svc.cluster.local']);
    expect(vs.gateways).toEqual(['shop/edge', 'mesh']);
    expect(vs.http[0].route).toEqual([
      { destination: { host: 'cart.shop.svc.cluster.local', subset: 'v1' } },
    ]);
  });

  it('names the delegates that do not exist or may not be seen', () => {
    const [vs] = effectiveVirtualServices([
      virtualService('root', 'edge', {
        hosts: ['shop.example.com'],
        http: [
          { delegate: { name: 'gone' } },
          { delegate: { name: 'private', namespace: 'shop' } },
          { name: 'rest' },
        ],
      }),
      virtualService('private', 'shop', { exportTo: ['.'], http: [{}] }),
    ]);

    expect(vs.lostDelegates).toEqual([
      { route: 0, namespace: 'edge', name: 'gone' },
      { route: 1, namespace: 'shop', name: 'private' },
    ]);
    expect(vs.http.map(({ name }) => name)).toEqual(['rest']);
  });

  it('says of a delegated route where it was written', () => {
    const [vs] = effectiveVirtualServices([
      virtualService('root', 'edge', {
        hosts: ['shop.example.com'],
        http: [{ delegate: { name: 'cart', namespace: 'shop' } }],
      }),
      virtualService('cart', 'shop', { http: [{}, {}] }),
    ]);

    expect(vs.http.map(({ writtenIn }) => writtenIn)).toEqual([
      { namespace: 'shop', name: 'cart', index: 0 },
      { namespace: 'shop', name: 'cart', index: 1 },
    ]);
  });
});

interface DelegationCase {
  id: string;
  rootRoute: HttpRoute;
  delegateRoutes: HttpRoute[];
  expectedRoutes: HttpRoute[];
  rootMatches: HttpMatch[];
  delegateMatches: HttpMatch[];
  expectedMatches: HttpMatch[] | null;
  root: HttpMatch;
  leaf: HttpMatch;
  conflict: boolean;
  meshDefaultVirtualServiceExportTo: string[];
  objects: VirtualService[];
  expected?: VirtualService[];
  expectedOrder?: string[];
}

interface SelectionCase {
  id: string;
  proxyNamespace: string;
  gateway: string;
  virtualServiceNamespace: string;
  expected: string;
  expectedHosts: string[];
  expectedIds: string[];
  imports: HostImports;
  virtualServices: { id: string; object: VirtualService }[];
}

interface Table<T> {
  table: string;
  mesh?: { defaultVirtualServiceExportTo?: string[] };
  objects?: VirtualService[];
  cases: T[];
}

const delegation = readVectors<{ tables: Table<DelegationCase>[] }>(
  'istio/routing/virtualservice-delegation.yaml',
);
const selection = readVectors<{ tables: Table<SelectionCase>[] }>(
  'istio/routing/virtualservice-selection.yaml',
);

function casesOf<T extends { id: string }>(
  vectors: { tables: Table<T>[] } | undefined,
  name: string,
) {
  return (vectors?.tables ?? [])
    .filter(({ table }) => table === name)
    .flatMap(table => table.cases.map(c => [c.id, c, table] as const));
}

// Where a route was written is ours alone.
function asWritten({
  object,
  hosts,
  gateways,
  http,
}: EffectiveVirtualService): VirtualService {
  return {
    ...object,
    spec: {
      ...object.spec,
      hosts,
      gateways,
      http: http.map(({ writtenIn: _, ...route }) => route),
    },
  };
}

(delegation ? describe : describe.skip)('delegation as in istio', () => {
  it('claims all 50 cases of virtualservice-delegation.yaml', () => {
    expect(delegation?.tables.map(t => t.cases.length)).toEqual([
      4, 14, 21, 11,
    ]);
  });

  if (delegation === undefined) {
    return;
  }

  it.each(casesOf(delegation, 'mergeHttpRoutes'))('%s', (_, c) => {
    expect(mergeDelegate(c.rootRoute, c.delegateRoutes)).toEqual(
      c.expectedRoutes,
    );
  });

  it.each(casesOf(delegation, 'mergeMatches'))('matches %s', (_, c) => {
    expect(mergeMatches(c.rootMatches, c.delegateMatches) ?? null).toEqual(
      c.expectedMatches,
    );
  });

  it.each(casesOf(delegation, 'hasConflict'))('match %s', (_, c) => {
    expect(matchesConflict(c.root, c.leaf)).toBe(c.conflict);
  });

  it.each(casesOf(delegation, 'mergeVirtualServices'))('objects %s', (_, c) => {
    const merged = effectiveVirtualServices([...c.objects].reverse(), {
      defaultExportTo: c.meshDefaultVirtualServiceExportTo,
    });
    const names = merged.map(
      ({ namespace, object }) => `${namespace}/${object.metadata.name}`,
    );

    expect(c.expected ? merged.map(asWritten) : names).toEqual(
      c.expected ?? c.expectedOrder,
    );
  });
});

(selection ? describe : describe.skip)('selection as in istio', () => {
  it('claims all 31 cases of virtualservice-selection.yaml', () => {
    expect(selection?.tables.map(t => t.cases.length)).toEqual([10, 8, 7, 6]);
  });

  if (selection === undefined) {
    return;
  }

  it.each(casesOf(selection, 'selectVirtualServices'))('imports %s', (_, c) => {
    // Objects of one age keep their order here by name, which upstream repeats; so the order is that of the ids.
    const ids = new Map(c.virtualServices.map(v => [v.object, v.id]));
    const all = c.virtualServices.flatMap(v =>
      effectiveVirtualServices([v.object]),
    );

    expect(
      visibleVirtualServices(all, {
        namespace: c.proxyNamespace,
        gateway: 'mesh',
        imports: c.imports,
      }).map(({ object }) => ids.get(object)),
    ).toEqual(c.expectedIds);
  });

  it.each([
    ...casesOf(selection, 'exportTo'),
    ...casesOf(selection, 'defaultExportTo'),
  ])('%s', (_, c, { objects = [], mesh }) => {
    const all = effectiveVirtualServices(objects, {
      defaultExportTo: mesh?.defaultVirtualServiceExportTo,
    });

    expect(
      visibleVirtualServices(all, {
        namespace: c.proxyNamespace,
        gateway: c.gateway,
      }).flatMap(({ hosts }) => hosts),
    ).toEqual(c.expectedHosts);
  });

  it.each(casesOf(selection, 'gatewayName'))('name %s', (_, c) => {
    expect(resolveGatewayName(c.gateway, c.virtualServiceNamespace)).toBe(
      c.expected,
    );
  });
});
