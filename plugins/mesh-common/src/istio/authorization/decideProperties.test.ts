import fc from 'fast-check';
import { dryRun, mesh, sidecar } from './__testUtils__/authorizationPolicy';
import {
  AuthorizationPolicy,
  AuthorizationPolicySpec,
  AuthorizationRule,
} from './AuthorizationPolicy';
import { AuthorizationRequest, EnforcementPoint } from './AuthorizationRequest';
import { decide } from './decide';

// Few values, so that rules and requests meet often.
const some = (...values: string[]) =>
  fc.option(fc.subarray(values, { minLength: 1 }), { nil: undefined });

const principals = ['cluster.local/ns/a/sa/x', 'cluster.local/ns/b/*', '*'];
const rule: fc.Arbitrary<AuthorizationRule> = fc.record(
  {
    from: fc.array(
      fc.record({
        source: fc.record({
          principals: some(...principals),
          notPrincipals: some(...principals),
          namespaces: some('a', 'b'),
          requestPrincipals: some('*', 'i/s'),
          notIpBlocks: some('10.0.0.0/8'),
        }),
      }),
      { maxLength: 2 },
    ),
    to: fc.array(
      fc.record({
        operation: fc.record({
          methods: some('GET', 'POST'),
          notPaths: some('/a', '/b*'),
          ports: some('80', '90'),
          hosts: some('a.com', '*'),
        }),
      }),
      { maxLength: 2 },
    ),
    when: fc.array(
      fc.record({
        key: fc.constantFrom(
          'request.headers[x]',
          'source.namespace',
          'connection.sni',
          'destination.port',
          'no.such.key',
        ),
        values: some('a', '80'),
        notValues: some('b'),
      }),
      { maxLength: 1 },
    ),
  },
  { requiredKeys: [] },
);

function policyOf(
  action: AuthorizationPolicySpec['action'],
): fc.Arbitrary<AuthorizationPolicy> {
  return fc.record({
    apiVersion: fc.constant('security.istio.io/v1'),
    kind: fc.constant('AuthorizationPolicy' as const),
    metadata: fc.record({
      name: fc.string({ minLength: 1, maxLength: 4 }),
      namespace: fc.constantFrom('payments', 'istio-system'),
    }),
    spec: fc.record({
      action: fc.constant(action),
      rules: fc.array(rule, { maxLength: 2 }),
    }),
  });
}

const allow = policyOf('ALLOW');
const deny = policyOf('DENY');
const policies = fc.array(
  fc.oneof(allow, deny, policyOf('AUDIT'), allow.map(tried), deny.map(tried)),
  { maxLength: 4 },
);

const whole: fc.Arbitrary<Required<AuthorizationRequest>> = fc.record({
  source: fc.record({
    principal: fc.constantFrom(
      'cluster.local/ns/a/sa/x',
      'cluster.local/ns/b/sa/y',
      null,
    ),
    ip: fc.constantFrom('10.0.0.1', '11.0.0.1'),
  }),
  port: fc.constantFrom(80, 90),
  protocol: fc.constantFrom('http' as const, 'tcp' as const),
  method: fc.constantFrom('GET', 'POST', 'PUT'),
  host: fc.constantFrom('a.com', 'b.com'),
  path: fc.constantFrom('/a', '/bc', '/'),
  headers: fc.constantFrom<Record<string, string>[]>(
    {},
    { x: 'a' },
    { x: 'b' },
  ),
  sni: fc.constantFrom(null, 'a'),
  token: fc.constantFrom(null, { claims: { iss: 'i', sub: 's' } }),
  extAuthz: fc.constant({}),
});
const hidden = fc.subarray<keyof AuthorizationRequest>([
  'source',
  'port',
  'protocol',
  'method',
  'host',
  'path',
  'headers',
  'sni',
  'token',
]);
const partial = fc
  .tuple(whole, hidden)
  .map(([all, without]) => hide(all, without));
const point: fc.Arbitrary<EnforcementPoint> = fc
  .constantFrom('sidecar' as const, 'ztunnel' as const)
  .map(kind => ({ ...sidecar, kind }));

function hide(
  request: AuthorizationRequest,
  without: (keyof AuthorizationRequest)[],
): AuthorizationRequest {
  return Object.fromEntries(
    Object.entries(request).filter(([key]) => !without.some(h => h === key)),
  );
}

function tried(policy: AuthorizationPolicy): AuthorizationPolicy {
  return { ...policy, metadata: { ...policy.metadata, ...dryRun } };
}

/** Denied, may be, allowed: how far a verdict lets a request. */
function reach(
  at: EnforcementPoint,
  given: AuthorizationPolicy[],
  request: AuthorizationRequest,
  assumeEnforced = false,
): number {
  const { verdict } = decide({
    mesh,
    point: at,
    policies: given,
    request,
    assumeEnforced,
  });
  return ['denied', 'unknown', 'allowed'].indexOf(verdict);
}

describe('decide, for any policies and request', () => {
  it('never allows more after a DENY policy is added', () => {
    fc.assert(
      fc.property(
        point,
        policies,
        deny,
        partial,
        (at, before, added, request) => {
          expect(reach(at, [...before, added], request)).toBeLessThanOrEqual(
            reach(at, before, request),
          );
        },
      ),
    );
  });

  it('never denies more after an ALLOW policy is added to one', () => {
    fc.assert(
      fc.property(
        point,
        policies,
        allow,
        allow,
        partial,
        (at, others, first, added, request) => {
          const before = [...others, first];
          expect(reach(at, [...before, added], request)).toBeGreaterThanOrEqual(
            reach(at, before, request),
          );
        },
      ),
    );
  });

  it('decides the same, by the same rule, whatever is tried out in dry run', () => {
    fc.assert(
      fc.property(
        point,
        policies,
        fc.array(fc.oneof(allow, deny).map(tried), { maxLength: 3 }),
        partial,
        (at, before, added, request) => {
          const ask = (given: AuthorizationPolicy[]) => {
            const { verdict, by } = decide({
              mesh,
              point: at,
              policies: given,
              request,
            });
            return { verdict, by };
          };
          expect(ask([...before, ...added])).toEqual(ask(before));
        },
      ),
    );
  });

  it('treats dry run, when told to assume it enforced, as if it were not there', () => {
    fc.assert(
      fc.property(point, policies, partial, (at, given, request) => {
        const enforced = given.map(policy => ({
          ...policy,
          metadata: { ...policy.metadata, annotations: {} },
        }));
        expect(reach(at, given, request, true)).toBe(
          reach(at, enforced, request),
        );
      }),
    );
  });

  it('gives the same verdict when policies are renamed or reordered', () => {
    fc.assert(
      fc.property(point, policies, partial, (at, given, request) => {
        const renamed = given
          .map((policy, index) => ({
            ...policy,
            metadata: {
              ...policy.metadata,
              name: `renamed-${given.length - index}`,
            },
          }))
          .reverse();
        expect(reach(at, renamed, request)).toBe(reach(at, given, request));
      }),
    );
  });

  it('never changes a settled verdict once more is known of the request', () => {
    fc.assert(
      fc.property(point, policies, whole, hidden, (at, given, all, without) => {
        const known = reach(at, given, hide(all, without));
        fc.pre(known !== 1);
        expect(reach(at, given, all)).toBe(known);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves nothing unknown of a request of which everything is known', () => {
    fc.assert(
      fc.property(point, policies, whole, (at, given, all) => {
        expect(reach(at, given, all)).not.toBe(1);
      }),
    );
  });

  it('says what an unknown verdict depends on, and only facts that were left out', () => {
    const facts: Record<string, keyof AuthorizationRequest> = {
      principal: 'source',
      sourceIp: 'source',
    };
    fc.assert(
      fc.property(point, policies, partial, (at, given, request) => {
        const { verdict, dependsOn } = decide({
          mesh,
          point: at,
          policies: given,
          request,
        });
        expect(dependsOn.length > 0).toBe(verdict === 'unknown');
        for (const fact of dependsOn) {
          expect(Object.keys(request)).not.toContain(facts[fact] ?? fact);
        }
      }),
    );
  });
});
