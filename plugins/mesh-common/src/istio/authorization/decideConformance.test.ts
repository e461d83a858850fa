import { readVectors } from '../../__testUtils__/vectors';
import { AuthorizationPolicy } from './AuthorizationPolicy';
import {
  AuthorizationMesh,
  AuthorizationRequest,
  EnforcementPoint,
} from './AuthorizationRequest';
import { decide } from './decide';

interface DecisionVectors {
  defaults: { mesh: VectorMesh };
  policySets: Record<string, AuthorizationPolicy[]>;
  cases: DecisionCase[];
}

type VectorMesh = AuthorizationMesh & {
  features?: Pick<
    AuthorizationMesh,
    'multipleCustomAuthzProviders' | 'selectorBasedK8sGatewayPolicy'
  >;
};

interface DecisionCase {
  name: string;
  source: string;
  dataplane: EnforcementPoint['kind'];
  mesh?: Partial<VectorMesh>;
  policiesRef: string;
  workload: Omit<EnforcementPoint, 'kind'>;
  request: AuthorizationRequest & {
    jwt?: { claims: Record<string, unknown>; [claim: string]: unknown } | null;
  };
  expect: { allowed: boolean; rule?: string };
}

/** Cases whose rule we name in another way on purpose, each with the reason. The verdicts have no exceptions. */
const ruleExceptions: Record<string, string> = {
  'MultipleCustomProviders_MisconfiguredProvider /invalid/endpoint http':
    'proxy logs decorate the rule of a CUSTOM policy with its provider and failure (istio pilot/pkg/security/authz/builder/extauthz.go); we name the rule as it is written',
};

const vectors = readVectors<DecisionVectors>(
  'istio/authorization/decisions.yaml',
);

const describeVectors = vectors === undefined ? describe.skip : describe;

describeVectors('decide, against the conformance data', () => {
  const cases = vectors?.cases ?? [];

  it('claims every verdict and every rule, but those that are listed with a reason', () => {
    const named = cases.filter(entry => entry.expect.rule !== undefined);
    const names = named.map(({ name }) => name);

    expect([cases.length, named.length]).toEqual([806, 331]);
    expect(names).toEqual(expect.arrayContaining(Object.keys(ruleExceptions)));
  });

  it.each(cases.map(entry => [entry.source, entry.name, entry] as const))(
    'gives the verdict of %s: %s',
    (_source, _name, entry) => {
      expect(decisionOn(entry).verdict).toBe(
        entry.expect.allowed ? 'allowed' : 'denied',
      );
    },
  );

  it.each(
    cases
      .filter(({ name, expect: { rule } }) => rule && !ruleExceptions[name])
      .map(entry => [entry.source, entry.name, entry] as const),
  )('names the deciding rule of %s: %s', (_source, _name, entry) => {
    expect(ruleNames(decisionOn(entry).by)).toContain(entry.expect.rule);
  });

  function decisionOn(entry: DecisionCase) {
    return decide({
      mesh: meshOf(entry),
      point: { ...entry.workload, kind: entry.dataplane },
      policies: vectors?.policySets[entry.policiesRef] ?? [],
      request: { ...entry.request, token: tokenOf(entry.request) },
    });
  }

  // The data keeps the registered claims apart from the others.
  function tokenOf({ jwt }: DecisionCase['request']) {
    return jwt && { claims: { ...jwt, ...jwt.claims } };
  }

  function meshOf({ mesh }: DecisionCase): AuthorizationMesh {
    const { features, ...settings } = { ...vectors?.defaults.mesh, ...mesh };
    return {
      rootNamespace: 'istio-system',
      trustDomain: 'cluster.local',
      ...settings,
      ...features,
    };
  }
});

/** ztunnel names the policy, the other proxies name the rule. */
function ruleNames(by: ReturnType<typeof decide>['by']): string[] {
  return by === undefined
    ? []
    : [by.ruleId ?? '', `${by.namespace}/${by.name}`];
}
