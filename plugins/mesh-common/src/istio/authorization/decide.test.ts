import {
  authorizationPolicy,
  checkout,
  dryRun,
  mesh,
  sidecar,
} from './__testUtils__/authorizationPolicy';
import {
  AuthorizationPolicy,
  AuthorizationPolicySpec,
} from './AuthorizationPolicy';
import { AuthorizationRequest, EnforcementPoint } from './AuthorizationRequest';
import { AuthorizationSetup, decide } from './decide';

const get: AuthorizationRequest = {
  protocol: 'http',
  source: { principal: checkout },
  port: 8080,
  method: 'GET',
  path: '/',
};

function ask(
  policies: AuthorizationPolicy[],
  request: AuthorizationRequest = get,
  options: Partial<AuthorizationSetup> = {},
) {
  return decide({ mesh, point: sidecar, policies, request, ...options });
}

const methods = (...names: string[]) => ({
  to: [{ operation: { methods: names } }],
});
const deny = (...rules: AuthorizationPolicySpec['rules'] & object) =>
  authorizationPolicy('deny', { action: 'DENY', rules });
const allow = (...rules: AuthorizationPolicySpec['rules'] & object) =>
  authorizationPolicy('allow', { rules });

describe('the order of decisions', () => {
  it('allows everything without a policy', () => {
    expect(ask([])).toEqual({
      verdict: 'allowed',
      reason: 'No AuthorizationPolicy applies, so every request is allowed.',
      dependsOn: [],
      trace: [],
    });
  });

  it('denies before it allows, and names the rule', () => {
    const decision = ask([allow({}), deny(methods('PUT'), methods('GET'))]);

    expect(decision).toMatchObject({
      verdict: 'denied',
      by: {
        name: 'deny',
        rule: 1,
        ruleId: 'ns[payments]-policy[deny]-rule[1]',
      },
      reason: 'AuthorizationPolicy payments/deny spec.rules[1] denies it.',
    });
  });

  it('allows nothing with an ALLOW policy without rules', () => {
    expect(ask([authorizationPolicy('nothing')])).toMatchObject({
      verdict: 'denied',
      by: { name: 'nothing' },
      reason:
        'AuthorizationPolicy payments/nothing has no rules, so it allows nothing.',
    });
  });

  it('denies nothing with a DENY policy without rules', () => {
    expect(ask([deny()]).verdict).toBe('allowed');
  });

  it('only marks what an AUDIT policy matches', () => {
    const audit = authorizationPolicy('audit', {
      action: 'AUDIT',
      rules: [{}],
    });

    expect(ask([audit])).toMatchObject({
      verdict: 'allowed',
      trace: [{ action: 'AUDIT', matched: 'yes' }],
    });
  });

  it('keeps a trace of every policy, with what each makes of the request', () => {
    const { trace } = ask([allow(methods('GET')), deny(methods('PUT'))]);

    expect(trace).toEqual([
      {
        policy: { namespace: 'payments', name: 'allow' },
        action: 'ALLOW',
        dryRun: false,
        enforced: true,
        matched: 'yes',
        why: 'spec.rules[0] matches',
      },
      {
        policy: { namespace: 'payments', name: 'deny' },
        action: 'DENY',
        dryRun: false,
        enforced: true,
        matched: 'no',
        why: 'no rule matches',
      },
    ]);
  });

  it('refuses a path that cannot be normalized', () => {
    expect(ask([], { ...get, path: '/%00' }).verdict).toBe('denied');
  });
});

describe('what is not known', () => {
  it('depends on the method and the path when a rule asks for them', () => {
    const rule = { to: [{ operation: { methods: ['GET'], paths: ['/a'] } }] };
    const { source, port, protocol } = get;

    expect(ask([allow(rule)], { source, port, protocol })).toMatchObject({
      verdict: 'unknown',
      dependsOn: ['method', 'path'],
      reason: 'It depends on method, path.',
    });
  });

  it('does not depend on the path when the method already settles it', () => {
    const rule = { to: [{ operation: { methods: ['PUT'], paths: ['/a'] } }] };
    const { path: _path, ...request } = get;

    expect(ask([allow(rule)], request).verdict).toBe('denied');
  });

  it('gives the one verdict that HTTP and TCP have in common when the protocol is not known', () => {
    const { protocol: _protocol, ...request } = get;

    expect(ask([allow({})], request)).toMatchObject({
      verdict: 'allowed',
      by: { name: 'allow', rule: 0 },
    });
    expect(ask([allow(methods('GET'))], request)).toMatchObject({
      verdict: 'unknown',
      dependsOn: ['protocol'],
    });
  });

  it('depends on the answer of an external authorizer', () => {
    const custom = authorizationPolicy('custom', {
      action: 'CUSTOM',
      provider: { name: 'opa' },
      rules: [methods('GET')],
    });

    expect(ask([custom]).dependsOn).toEqual(['extAuthz']);
    expect(ask([custom], { ...get, method: 'PUT' }).verdict).toBe('allowed');
    expect(ask([custom], { ...get, extAuthz: { opa: 'deny' } })).toMatchObject({
      verdict: 'denied',
      by: { name: 'custom', rule: 0 },
    });
  });
});

describe('a TCP port', () => {
  const tcp: AuthorizationRequest = { ...get, protocol: 'tcp' };

  it.each<[string, AuthorizationPolicy, string]>([
    ['drops an ALLOW rule with a method', allow(methods('GET')), 'denied'],
    [
      'drops an ALLOW rule of which one alternative asks for HTTP',
      allow({
        from: [
          { source: { principals: [checkout] } },
          { source: { requestPrincipals: ['*'] } },
        ],
      }),
      'denied',
    ],
    [
      'drops an ALLOW rule with notPaths',
      allow({ to: [{ operation: { notPaths: ['/a'] } }] }),
      'denied',
    ],
    [
      'keeps an ALLOW rule without HTTP fields',
      allow({ from: [{ source: { principals: [checkout] } }] }),
      'allowed',
    ],
    [
      'denies everything for a DENY of a method',
      deny(methods('PUT')),
      'denied',
    ],
    [
      'keeps what is left of a DENY rule',
      deny({ to: [{ operation: { methods: ['PUT'], ports: ['9090'] } }] }),
      'allowed',
    ],
  ])('%s', (_what, policy, expected) => {
    expect(ask([policy], tcp).verdict).toBe(expected);
  });

  it('says in the trace what was left out', () => {
    expect(ask([allow(methods('GET'))], tcp).trace[0].why).toBe(
      'no rule matches; spec.rules[0] left out: methods cannot be checked on a TCP port',
    );
  });
});

describe('a malformed condition', () => {
  it.each([
    ['request.headersX[foo]', 'denied'],
    ['no.such.key', 'allowed'],
  ])('%s in a DENY rule: %s', (key, expected) => {
    expect(ask([deny({ when: [{ key, values: ['x'] }] })]).verdict).toBe(
      expected,
    );
    expect(ask([allow({ when: [{ key, values: ['x'] }] })]).verdict).toBe(
      'denied',
    );
  });
});

describe('ztunnel', () => {
  const point: EnforcementPoint = { ...sidecar, kind: 'ztunnel' };

  it.each<[string, AuthorizationPolicy, string]>([
    ['does nothing for a DENY of a method', deny(methods('GET')), 'allowed'],
    [
      'does nothing for a DENY of a method, whoever it is for',
      deny({
        from: [{ source: { principals: [checkout] } }],
        ...methods('GET'),
      }),
      'allowed',
    ],
    [
      'denies without the method where a port stands beside it',
      deny({ to: [{ operation: { methods: ['PUT'], ports: ['8080'] } }] }),
      'denied',
    ],
    ['leaves out an ALLOW rule with a method', allow(methods('GET')), 'denied'],
    ['takes an empty rule for everything', deny({}), 'denied'],
    [
      'leaves out an ALLOW rule with a condition on service accounts',
      allow({ when: [{ key: 'source.serviceAccount', values: ['checkout'] }] }),
      'denied',
    ],
    [
      'ignores CUSTOM',
      authorizationPolicy('custom', { action: 'CUSTOM', rules: [{}] }),
      'allowed',
    ],
  ])('%s', (_what, policy, expected) => {
    expect(ask([policy], get, { point }).verdict).toBe(expected);
  });
});

describe('a dry run', () => {
  const tried = (value: string, spec: AuthorizationPolicySpec) =>
    authorizationPolicy('tried', spec, {
      annotations: { 'istio.io/dry-run': value },
    });

  it.each([
    ['true', 'allowed'],
    ['T', 'allowed'],
    ['1', 'allowed'],
    ['false', 'denied'],
    ['yes', 'denied'],
    ['tRUE', 'denied'],
  ])('of %s: %s', (value, expected) => {
    expect(ask([tried(value, { action: 'DENY', rules: [{}] })]).verdict).toBe(
      expected,
    );
  });

  it('closes nothing, and would when enforced', () => {
    const policies = [authorizationPolicy('nothing', undefined, dryRun)];

    expect(ask(policies)).toMatchObject({
      verdict: 'allowed',
      trace: [{ dryRun: true, enforced: false, matched: 'no' }],
    });
    expect(ask(policies, get, { assumeEnforced: true })).toMatchObject({
      verdict: 'denied',
      trace: [{ dryRun: true, enforced: true }],
    });
  });

  it('of CUSTOM asks the external authorizer all the same', () => {
    const policy = tried('true', {
      action: 'CUSTOM',
      provider: { name: 'opa' },
      rules: [{}],
    });

    expect(ask([policy], { ...get, extAuthz: { opa: 'deny' } }).verdict).toBe(
      'denied',
    );
  });
});

describe('external authorizers', () => {
  const custom = (name: string, provider: string) =>
    authorizationPolicy(name, {
      action: 'CUSTOM',
      provider: { name: provider },
      rules: [{}],
    });
  const request = {
    ...get,
    extAuthz: { opa: 'allow', other: 'allow' } as const,
  };

  it('deny what they should be asked about when there is more than one', () => {
    const policies = [custom('a', 'opa'), custom('b', 'other')];

    expect(ask(policies, request).verdict).toBe('denied');
    expect(
      ask(policies, request, {
        mesh: { ...mesh, multipleCustomAuthzProviders: true },
      }).verdict,
    ).toBe('allowed');
  });

  it('deny when the mesh config does not have them', () => {
    const policies = [custom('a', 'opa')];

    expect(
      ask(policies, request, { mesh: { ...mesh, extensionProviders: [] } }),
    ).toMatchObject({
      verdict: 'denied',
      reason:
        'AuthorizationPolicy payments/a spec.rules[0] denies it: the mesh config has no external authorizer opa.',
    });
  });

  it.each([
    ['http', 'allowed'],
    ['grpc', 'denied'],
  ] as const)('of type %s on a TCP port: %s', (type, expected) => {
    const extensionProviders = [{ name: 'opa', type }];

    expect(
      ask(
        [custom('a', 'opa')],
        { ...get, protocol: 'tcp', extAuthz: { opa: 'deny' } },
        { mesh: { ...mesh, extensionProviders } },
      ).verdict,
    ).toBe(expected);
  });

  it('of an unknown type on a TCP port may not be asked', () => {
    expect(
      ask([custom('a', 'opa')], {
        ...get,
        protocol: 'tcp',
        extAuthz: { opa: 'deny' },
      }).dependsOn,
    ).toEqual(['extAuthz']);
  });
});
