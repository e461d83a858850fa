import { readVectors } from '../../__testUtils__/vectors';
import { authorizationPolicy } from './__testUtils__/authorizationPolicy';
import {
  AuthorizationPolicy,
  AuthorizationPolicySpec,
  AuthorizationRule,
} from './AuthorizationPolicy';
import { policyProblems } from './policyProblems';

interface ValidityVectors {
  authorizationPolicy: {
    cases: {
      name: string;
      metadata: AuthorizationPolicy['metadata'];
      spec: AuthorizationPolicySpec;
      expect: { valid: boolean; warning: boolean };
    }[];
  };
  crdSchema: {
    cases: {
      name: string;
      resource: AuthorizationPolicy;
      expect: { valid: boolean };
    }[];
  };
  fields: {
    conditionAttributes: Values<{ key: string }>;
    wildcardValues: Values<{ name: string }>;
    trustDomainValues: Values<{ name: string }>;
    pathTemplates: Values<{ name: string }>;
    pathTemplateLiterals: {
      cases: { name: string; segment: string; valid: boolean }[];
    };
  };
}

interface Values<T> {
  cases: (T & { values: string[]; valid: boolean })[];
}

type Row = [name: string, rule: AuthorizationRule, valid: boolean];

/** Literals that no value of a policy can have in one segment, each with the reason. */
const notInOneSegment: Record<string, string> = {
  'invalid - slash':
    'istio pkg/config/security/security.go, `CheckValidPathTemplate`, splits at slashes before it looks at literals, so that this one is two of them',
};

const vectors = readVectors<ValidityVectors>(
  'istio/authorization/validity.yaml',
);
const describeVectors = vectors === undefined ? describe.skip : describe;

describe('policyProblems', () => {
  it('names the field and says what is wrong with it', () => {
    const policy = authorizationPolicy('one', {
      action: 'DENY',
      rules: [{ to: [{ operation: { ports: ['80', 'http'] } }] }],
    });

    expect(policyProblems(policy)).toEqual([
      {
        severity: 'error',
        field: 'spec.rules[0].to[0].operation.ports',
        message: '"http" is no port number.',
      },
    ]);
  });
});

describeVectors('policyProblems, against the conformance data', () => {
  it.each(
    (vectors?.authorizationPolicy.cases ?? []).map(e => [e.name, e] as const),
  )('rejects and warns as the webhook does: %s', (_name, entry) => {
    const { metadata, spec } = entry;
    const severities = policyProblems(
      authorizationPolicy('one', spec, metadata),
    ).map(({ severity }) => severity);

    expect({
      valid: !severities.includes('error'),
      warning: severities.includes('warning'),
    }).toEqual({ valid: entry.expect.valid, warning: entry.expect.warning });
  });

  it.each(
    (vectors?.crdSchema.cases ?? [])
      .filter(({ resource }) => resource.kind === 'AuthorizationPolicy')
      .map(entry => [entry.name, entry] as const),
  )('rejects whole documents as the webhook does: %s', (_name, entry) => {
    const severities = policyProblems(entry.resource).map(p => p.severity);

    expect(!severities.includes('error')).toBe(entry.expect.valid);
  });

  it('compares, with authenticationProblems.test.ts, all of the file', () => {
    const { fields: byField, ...groups } = Object(vectors);
    const compared = [
      'authorizationPolicy',
      'crdSchema',
      'requestAuthentication',
      'peerAuthentication',
      'fields.jwksUris',
      'fields.conditionAttributes',
      'fields.wildcardValues',
      'fields.trustDomainValues',
      'fields.pathTemplates',
      'fields.pathTemplateLiterals',
    ];
    const there = [
      ...Object.keys(groups).filter(name => 'cases' in Object(groups[name])),
      ...Object.keys(byField).map(name => `fields.${name}`),
    ];

    expect(compared.sort()).toEqual(there.sort());
    expect({
      authorizationPolicy: groups.authorizationPolicy.cases.length,
      crdSchema: groups.crdSchema.cases.length,
      fields: Object.values<{ cases: unknown[] }>(byField).map(
        ({ cases }) => cases.length,
      ),
    }).toEqual({
      authorizationPolicy: 67,
      // Of which 4 AuthorizationPolicies here; the other 29 are documents about authentication.
      crdSchema: 33,
      fields: [38, 7, 7, 22, 15, 7],
    });
  });

  const fields = vectors?.fields;
  it.each<Row>([
    ...(fields?.conditionAttributes.cases ?? []).map(
      ({ key, values, valid }): Row => [
        `${key} ${values}`,
        { when: [{ key, values }] },
        valid,
      ],
    ),
    ...[
      ...(fields?.wildcardValues.cases ?? []),
      ...(fields?.trustDomainValues.cases ?? []),
    ].map(({ name, values, valid }): Row => [
      `trust domain: ${name}`,
      { from: [{ source: { trustDomains: values } }] },
      valid,
    ]),
    ...(fields?.pathTemplates.cases ?? []).map(
      ({ name, values, valid }): Row => [
        name,
        { to: [{ operation: { paths: values } }] },
        valid,
      ],
    ),
    ...(fields?.pathTemplateLiterals.cases ?? [])
      .filter(({ name }) => !notInOneSegment[name])
      .map(({ name, segment, valid }): Row => [
        `segment: ${name}`,
        { to: [{ operation: { paths: [`/{*}/${segment}`] } }] },
        valid,
      ]),
  ])('judges values as Istio does: %s', (_name, rule, valid) => {
    const problems = policyProblems(
      authorizationPolicy('one', { rules: [rule] }),
    );

    expect(problems.length === 0).toBe(valid);
  });
});
