import { join } from 'node:path';
import { parse } from 'yaml';
import { demo, runCli } from '../__testUtils__/runCli';
import { closedShop } from '../__testUtils__/shop';
import { withFiles } from '../__testUtils__/withFiles';

jest.setTimeout(120_000);

const line = (request: object, workload = 'shop/payments') =>
  JSON.stringify({ workload, request });

const bulk = (requests: string) =>
  withFiles({ 'shop.yaml': closedShop, 'r.jsonl': requests }, folder =>
    runCli([
      ...['authz', 'can', '-n', 'shop', '-f', join(folder, 'shop.yaml')],
      ...['--requests', join(folder, 'r.jsonl'), '-o', 'jsonl'],
    ]),
  );

const GET = { source: 'shop/frontend', port: 8080, method: 'GET' };

const wrong: [what: string, text: string, problem: RegExp][] = [
  ['no JSON', '{', /r\.jsonl:2: not JSON: /],
  ['no workload', '{"request":{}}', /r\.jsonl:2: workload: /],
  ['a bad port', line({ port: '80' }), /r\.jsonl:2: request\.port: /],
  ['an unknown field', line({ verb: 'x' }), /r\.jsonl:2: request: .*"verb"/],
  ['another type', '3', /r\.jsonl:2: the line: /],
];

describe('onmesh authz can', () => {
  it('prints verdict, rule, reason and trace', async () => {
    const { out } = await runCli([
      ...['authz', 'can', '-f', demo, '--to', 'shop/payment-service'],
      ...['--from', 'shop/checkout-service', '--port', '8080'],
      ...['--method', 'GET', '--path', '/payments/1', '-o', 'yaml'],
    ]);
    expect(parse(out)).toMatchObject({
      verdict: 'allowed',
      rule: 'ns[shop]-policy[payment-service-callers]-rule[0]',
      evidence: { name: 'payment-service-callers', field: 'spec.rules[0]' },
      trace: [
        { action: 'ALLOW', matched: 'yes' },
        { action: 'DENY', matched: 'no' },
      ],
    });
  });

  it.each([
    ['frontend by header', ['--header', 'x-canary: true'], 0],
    ['frontend without it', ['--header', 'x-other: true'], 1],
    ['frontend by claim', ['--claim', 'role=admin'], 0],
    ['frontend by address', ['--remote-ip', '10.1.2.3'], 0],
    ['frontend from elsewhere', ['--remote-ip', '10.9.2.3'], 1],
  ])(
    'holds the whole request against the rules: %s',
    async (_, flags, code) => {
      const policy = (name: string, condition: string) => `---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: ${name}}
spec: {rules: [{when: [${condition}]}]}
`;
      const objects =
        closedShop +
        policy(
          'header',
          '{key: "request.headers[x-canary]", values: ["true"]}',
        ) +
        policy('claim', '{key: "request.auth.claims[role]", values: [admin]}') +
        policy('address', '{key: remote.ip, values: [10.1.0.0/16]}');
      await withFiles({ 'shop.yaml': objects }, async folder => {
        const run = await runCli([
          ...['authz', 'can', '-n', 'shop', '-f', folder],
          ...[
            '--from',
            'shop/other',
            '--to',
            'shop/payments',
            '--port',
            '8080',
          ],
          // What is not at issue is said, so that nothing is left to depend on.
          ...(flags[0] === '--header' ? [] : ['--header', 'x: y']),
          ...(flags[0] === '--claim' ? [] : ['--claim', 'role=none']),
          ...(flags[0] === '--remote-ip' ? [] : ['--remote-ip', '10.9.9.9']),
          ...flags,
          ...['--method', 'GET', '--path', '/'],
        ]);
        expect({ code: run.code, out: run.out }).toEqual({
          code,
          out: expect.stringMatching(code === 0 ? /^ALLOWED/ : /^DENIED/),
        });
      });
    },
  );

  it('answers many requests, one line each and in order, also to workloads that are not there', async () => {
    const { code, out } = await bulk(
      [
        line({ ...GET, path: '/cart' }),
        line({ ...GET, path: '/admin' }),
        '',
        line({ source: 'plaintext' }),
        line({
          ...GET,
          path: '/cart',
          source: { principal: 'cluster.local/ns/shop/sa/frontend' },
        }),
        line(GET),
        line(GET, 'shop/nothing'),
      ].join('\n'),
    );
    const answers = out
      .trimEnd()
      .split('\n')
      .map(text => JSON.parse(text));
    expect(answers.map(({ verdict }) => verdict)).toEqual([
      'allowed',
      'denied',
      'denied',
      'allowed',
      'depends',
      'unknown',
    ]);
    expect(answers[0].rule).toBe('ns[shop]-policy[callers]-rule[0]');
    expect(code).toBe(1);
  });

  it('exits with 0 when all of many are allowed', async () => {
    expect((await bulk(line({ ...GET, path: '/cart' }))).code).toBe(0);
  });

  it.each(wrong)(
    'refuses a file of requests with %s',
    async (_, text, said) => {
      const { code, out, err } = await bulk(`${line(GET)}\n${text}`);
      expect(err).toMatch(said);
      expect({ code, out }).toEqual({ code: 2, out: '' });
    },
  );
});
