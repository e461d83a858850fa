import fc from 'fast-check';
import {
  authorizationPolicy,
  dryRun,
  mesh,
  sidecar,
} from './__testUtils__/authorizationPolicy';
import { request, rule } from './__testUtils__/rulesAndRequests';
import { AuthorizationPolicy, AuthorizationRule } from './AuthorizationPolicy';
import {
  AuthorizationMesh,
  AuthorizationRequest,
  EnforcementPoint,
} from './AuthorizationRequest';
import { AuthorizationSetup, authorizer } from './decide';
import { indexedAuthorizer } from './indexedAuthorizer';

const policies = fc
  .array(
    fc.record({
      action: fc.constantFrom('ALLOW', 'ALLOW', 'DENY', 'CUSTOM', 'AUDIT'),
      rules: fc.array(rule, { maxLength: 6, size: 'max' }),
      provider: fc.constantFrom('http-authz', 'http-authz', 'grpc-authz', 'no'),
      tried: fc.nat(5).map(n => n === 0),
      namespace: fc.constantFrom('payments', 'istio-system'),
    }),
    { maxLength: 12, size: 'max' },
  )
  .map(drawn =>
    drawn.map(
      ({ action, rules, provider, tried, namespace }, i): AuthorizationPolicy =>
        authorizationPolicy(
          `policy-${i}`,
          action === 'CUSTOM'
            ? { action, rules, provider: { name: provider } }
            : { action, rules },
          { namespace, ...(tried ? dryRun : {}) },
        ),
    ),
  );

const setup: fc.Arbitrary<AuthorizationSetup> = fc.record({
  mesh: fc.record<AuthorizationMesh>({
    rootNamespace: fc.constant(mesh.rootNamespace),
    trustDomain: fc.constant('td'),
    trustDomainAliases: fc.constantFrom<string[][]>([], ['old']),
    multipleCustomAuthzProviders: fc.boolean(),
    extensionProviders: fc.constantFrom(undefined, [
      { name: 'http-authz', type: 'http' as const },
      { name: 'grpc-authz', type: 'grpc' as const },
    ]),
  }),
  point: fc
    .constantFrom('sidecar' as const, 'ztunnel' as const)
    .map((kind): EnforcementPoint => ({ ...sidecar, kind })),
  policies,
  assumeEnforced: fc.boolean(),
});

describe('indexedAuthorizer', () => {
  it('says of any request under any policies what decide says', () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(
        setup,
        fc.array(request, { minLength: 20, maxLength: 20 }),
        (given, requests) => {
          const indexed = indexedAuthorizer(given);
          const specified = authorizer(given);
          for (const asked of requests) {
            const { verdict, by } = specified(asked);
            met.add(`${verdict}${by?.rule === undefined ? '' : ' by a rule'}`);

            expect(indexed(asked)).toEqual({ verdict, by });
          }
        },
      ),
      { numRuns: 400 },
    );
    expect([...met].sort()).toEqual([
      'allowed',
      'allowed by a rule',
      'denied',
      'denied by a rule',
      'unknown',
    ]);
  });

  it.each<[string, AuthorizationRule, string]>([
    [
      'a namespace where the trust domain ends',
      { from: [{ source: { namespaces: ['ns'] } }] },
      'ns/ns/a/sa/x',
    ],
    [
      'a service account further on',
      { from: [{ source: { serviceAccounts: ['a/x'] } }] },
      'td/k/v/ns/a/k/v/sa/x/k/v',
    ],
    [
      'any trust domain',
      { from: [{ source: { principals: ['*/ns/a/sa/x'] } }] },
      'td/ns/a/sa/x',
    ],
    [
      'a path before it is normal',
      { to: [{ operation: { paths: ['/a'] } }] },
      'td/ns/any/sa/any',
    ],
  ])(
    'finds a rule among others by %s',
    (_what, wanted: AuthorizationRule, principal) => {
      const others = Array.from({ length: 20 }, (_, i) => ({
        from: [{ source: { namespaces: [`other-${i}`] } }],
        to: [{ operation: { paths: [`/other-${i}`], ports: [String(i)] } }],
      }));
      const decide = indexedAuthorizer({
        mesh,
        point: sidecar,
        policies: [
          authorizationPolicy('one', { rules: [...others, wanted, ...others] }),
        ],
      });
      const asked: AuthorizationRequest = {
        source: { principal },
        protocol: 'http',
        port: 8080,
        path: '/x/../a',
      };

      expect(decide(asked).by?.rule).toBe(others.length);
      expect(decide({ ...asked, source: {} }).verdict).toBe(
        wanted.from ? 'unknown' : 'allowed',
      );
    },
  );

  it('names the rule whose id sorts first, wherever the index keeps it', () => {
    const ports = Array.from({ length: 11 }, (_, i) => String(80 + i));
    const rules: AuthorizationRule[] = [
      ...ports.map(port => ({ to: [{ operation: { ports: [port] } }] })),
      { to: [{ operation: { paths: ['/*'] } }] },
    ];
    const decide = indexedAuthorizer({
      mesh,
      point: sidecar,
      policies: [authorizationPolicy('one', { rules })],
    });
    const on = (port: number) => decide({ protocol: 'http', port, path: '/a' });

    // As text: rule[0], rule[10], rule[11], rule[1].
    expect([80, 90, 81].map(port => on(port).by?.rule)).toEqual([0, 10, 11]);
  });
});
