import { readVectors } from '../../__testUtils__/vectors';
import { HostDestinationRule, TrafficPolicy } from './DestinationRule';
import { destinationRuleIndex } from './destinationRuleIndex';
import { mergeDestinationRules } from './mergeDestinationRules';
import { subsetTrafficPolicy } from './trafficPolicy';

function rule(
  name: string,
  namespace: string,
  spec: HostDestinationRule['spec'],
  creationTimestamp = '2026-01-01T00:00:00Z',
): HostDestinationRule {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name, namespace, creationTimestamp },
    spec,
  };
}

const cart = {
  hostname: 'cart.shop.svc.cluster.local',
  namespace: 'shop',
};

describe('destinationRuleIndex', () => {
  const index = (...rules: HostDestinationRule[]) =>
    destinationRuleIndex(rules, { rootNamespace: 'istio-system' });
  const nameFor = (
    rules: HostDestinationRule[],
    caller: { namespace: string; labels?: Record<string, string> },
  ) => index(...rules).forCaller(caller, cart)?.from[0].metadata.name;

  it("lets a caller's own rule hide the one of the service", () => {
    const owner = rule('owner', 'shop', { host: 'cart' });
    const caller = rule('caller', 'web', {
      host: 'cart.shop.svc.cluster.local',
    });

    expect(nameFor([owner, caller], { namespace: 'web' })).toBe('caller');
    expect(nameFor([owner, caller], { namespace: 'batch' })).toBe('owner');
  });

  it('reads a short host in the namespace of the rule, not of the caller', () => {
    expect(
      nameFor([rule('caller', 'web', { host: 'cart' })], { namespace: 'web' }),
    ).toBeUndefined();
  });

  it('falls back to the root namespace, where the longest wildcard wins', () => {
    const rules = [
      rule('all', 'istio-system', { host: '*' }),
      rule('local', 'istio-system', { host: '*.local' }),
      rule('private', 'shop', { host: 'cart', exportTo: ['.'] }),
    ];

    expect(nameFor(rules, { namespace: 'web' })).toBe('local');
    expect(nameFor(rules, { namespace: 'shop' })).toBe('private');
  });

  it('prefers a rule for the labels of the caller', () => {
    const rules = [
      rule('some', 'web', {
        host: cart.hostname,
        workloadSelector: { matchLabels: { app: 'front' } },
      }),
      rule('all', 'web', { host: cart.hostname }),
    ];

    expect(nameFor(rules, { namespace: 'web', labels: { app: 'front' } })).toBe(
      'some',
    );
    expect(nameFor(rules, { namespace: 'web' })).toBe('all');
  });
});

interface Vectors {
  tables: {
    table: string;
    mesh: { rootNamespace?: string };
    objects?: HostDestinationRule[];
    cases: {
      id: string;
      proxyNamespace: string;
      service: { hostname: string; namespace: string };
      objects?: HostDestinationRule[];
      namespace: string;
      host: string;
      servicePort: number | null;
      trafficPolicy: TrafficPolicy | null;
      subsetTrafficPolicy: TrafficPolicy | null;
      expected: TrafficPolicy | null;
      expectedSubsets: string[] | null;
      expectedNames: string[];
      expectedMergedFrom?: Record<
        string,
        { namespace: string; name: string }[]
      >;
      expectedLocal: Merged[];
      expectedExported: Merged[];
      expectedTrafficPolicy: TrafficPolicy;
    }[];
  }[];
}
interface Merged {
  from: string[];
  subsets: string[];
  exportTo?: string[];
}

const vectors = readVectors<Vectors>('istio/routing/destinationrule.yaml');
const tables = vectors?.tables ?? [];

(vectors ? describe : describe.skip)('DestinationRules as in istio', () => {
  const cases = (name: string) =>
    tables
      .filter(({ table }) => table === name)
      .flatMap(table => table.cases.map(c => [c.id, c, table] as const));

  it('claims all 32 cases of destinationrule.yaml', () => {
    expect(tables.map(t => [t.table, t.cases.length])).toEqual([
      ['exportTo', 16],
      ['workloadSelector', 3],
      ['merge', 1],
      ['backendPolicyMerge', 2],
      ['subsetPolicy', 10],
    ]);
  });

  if (vectors === undefined) {
    return;
  }

  it.each(cases('exportTo'))('%s', (_, c, { mesh, objects }) => {
    const found = destinationRuleIndex(objects ?? [], {
      rootNamespace: mesh.rootNamespace ?? '',
    }).forNamespace(c.proxyNamespace, c.service);

    expect(found.at(0)?.subsets.map(s => s.name) ?? null).toEqual(
      c.expectedSubsets,
    );
  });

  it.each(cases('workloadSelector'))('%s', (_, c, { mesh, objects }) => {
    const found = destinationRuleIndex(objects ?? [], {
      rootNamespace: mesh.rootNamespace ?? '',
    }).forNamespace(c.proxyNamespace, c.service);
    const named = found.map(
      ({ from }) =>
        [
          from[0].metadata.name,
          from.map(({ metadata: { namespace, name } }) => ({
            namespace,
            name,
          })),
        ] as const,
    );

    expect(named.map(([name]) => name)).toEqual(c.expectedNames);
    expect(Object.fromEntries(named)).toEqual(
      c.expectedMergedFrom ?? Object.fromEntries(named),
    );
  });

  it.each(cases('merge'))('%s', (_, c, { objects = [] }) => {
    const shape = (rules: readonly HostDestinationRule[]) =>
      mergeDestinationRules(c.host, rules).map(m => ({
        from: m.from.map(r => `${r.metadata.namespace}/${r.metadata.name}`),
        subsets: m.subsets.map(s => s.name),
        ...(m.exportTo.size > 0 && { exportTo: [...m.exportTo] }),
      }));

    expect(shape(objects)).toEqual(c.expectedExported);
    expect(shape(objects.filter(o => !o.spec?.exportTo))).toEqual(
      c.expectedLocal,
    );
  });

  it.each(cases('backendPolicyMerge'))('%s', (_, c) => {
    const merged = mergeDestinationRules('backend', c.objects ?? []);

    expect(merged).toHaveLength(1);
    expect(merged[0].trafficPolicy).toEqual(c.expectedTrafficPolicy);
    expect(merged[0].subsets.map(s => s.name)).toEqual(c.expectedSubsets);
  });

  it.each(cases('subsetPolicy'))('%s', (_, c) => {
    expect(
      subsetTrafficPolicy(
        c.trafficPolicy ?? undefined,
        c.subsetTrafficPolicy ?? undefined,
        c.servicePort ?? undefined,
      ) ?? null,
    ).toEqual(c.expected);
  });
});
