import {
  authorizationPolicy,
  checkout,
  dryRun,
  mesh,
  sidecar,
} from './__testUtils__/authorizationPolicy';
import { AuthorizationPolicy } from './AuthorizationPolicy';
import { whoMayCall } from './whoMayCall';

const http = { port: 8080, protocol: 'http' as const };
const allowCheckout = authorizationPolicy('api', {
  rules: [
    {
      from: [{ source: { principals: [checkout] } }],
      to: [{ operation: { ports: ['8080'] } }],
    },
    {
      from: [{ source: { namespaces: ['reports'] } }],
      to: [{ operation: { methods: ['GET'], paths: ['/charges'] } }],
    },
  ],
});
const callers = [
  { label: 'checkout', namespace: 'payments', serviceAccount: 'checkout' },
  { label: 'reports', namespace: 'reports' },
  { label: 'ledger', namespace: 'ledger' },
  { label: 'batch-import', principal: null },
  { label: 'somebody in payments', namespace: 'payments' },
];

function ask(
  policies: AuthorizationPolicy[],
  options: Partial<Parameters<typeof whoMayCall>[0]> = {},
) {
  return whoMayCall({
    mesh,
    point: sidecar,
    policies,
    callers,
    ports: [http],
    ...options,
  });
}

function verdicts(result: ReturnType<typeof whoMayCall>) {
  return Object.fromEntries(
    result.callers.map(({ caller, verdict, dependsOn }) => [
      caller.label,
      dependsOn.length === 0 ? verdict : `${verdict}: ${dependsOn.join(', ')}`,
    ]),
  );
}

describe('whoMayCall', () => {
  it('is open to everyone without a policy', () => {
    const result = ask([]);

    expect(result.default.access).toBe('open');
    expect(new Set(Object.values(verdicts(result)))).toEqual(
      new Set(['allowed']),
    );
  });

  it('tells callers that are named from those that are not, and what a verdict depends on', () => {
    expect(verdicts(ask([allowCheckout]))).toEqual({
      checkout: 'allowed',
      reports: 'depends: method, path',
      ledger: 'denied',
      'batch-import': 'denied',
      'somebody in payments': 'depends: principal',
    });
  });

  it('names the rule that lets a caller in, and the policy that keeps one out', () => {
    const [allowed, , denied] = ask([allowCheckout]).callers;

    expect(allowed.by?.ruleId).toBe('ns[payments]-policy[api]-rule[0]');
    expect(denied.by).toEqual({
      kind: 'AuthorizationPolicy',
      namespace: 'payments',
      name: 'api',
    });
  });

  it('is closed by an ALLOW policy, and names it', () => {
    expect(ask([allowCheckout]).default).toMatchObject({
      access: 'closed',
      by: { name: 'api' },
    });
  });

  it('is open where a rule allows everyone', () => {
    const everyone = authorizationPolicy('all', { rules: [{}] });

    expect(ask([everyone, allowCheckout]).default).toMatchObject({
      access: 'open',
      by: { name: 'all', rule: 0 },
    });
  });

  it('is closed where a rule denies everyone', () => {
    const nobody = authorizationPolicy('none', { action: 'DENY', rules: [{}] });

    expect(ask([nobody]).default).toMatchObject({
      access: 'closed',
      by: { name: 'none', rule: 0 },
    });
  });

  it('stays open while the policies are only tried out, and shows what enforcing them would do', () => {
    const tried = { ...allowCheckout };
    tried.metadata = { ...tried.metadata, ...dryRun };

    expect(verdicts(ask([tried]))).toMatchObject({ ledger: 'allowed' });
    expect(verdicts(ask([tried], { assumeEnforced: true }))).toMatchObject({
      ledger: 'denied',
      checkout: 'allowed',
    });
  });

  it('says that it depends on the port when the ports differ', () => {
    const result = ask([allowCheckout], {
      ports: [http, { port: 9090, protocol: 'http' }],
    });

    expect(verdicts(result)).toMatchObject({
      checkout: 'depends: port',
      ledger: 'denied',
    });
  });

  it('says that it depends on the protocol when a port declares none and that matters', () => {
    const denyWrites = authorizationPolicy('read-only', {
      action: 'DENY',
      rules: [{ to: [{ operation: { methods: ['POST'] } }] }],
    });

    expect(
      verdicts(ask([denyWrites], { ports: [{ port: 8080 }] })),
    ).toMatchObject({ ledger: 'depends: protocol, method' });
  });

  it('lists every rule, tried ones marked, and says so of a policy that allows nothing', () => {
    const nothing = authorizationPolicy('allow-nothing', undefined, dryRun);

    expect(ask([allowCheckout, nothing]).rules).toEqual([
      {
        action: 'ALLOW',
        dryRun: true,
        sentence: 'Nobody may send any request that no other rule allows',
        by: {
          kind: 'AuthorizationPolicy',
          namespace: 'payments',
          name: 'allow-nothing',
        },
      },
      expect.objectContaining({
        sentence: 'Service account payments/checkout may call port 8080',
        dryRun: false,
      }),
      expect.objectContaining({
        sentence: 'Namespace reports may GET /charges',
      }),
    ]);
  });
});
