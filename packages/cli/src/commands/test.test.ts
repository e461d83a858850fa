import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { runCli } from '../__testUtils__/runCli';
import { closedShop, shop } from '../__testUtils__/shop';
import { withFiles } from '../__testUtils__/withFiles';

jest.setTimeout(120_000);

const expectations = `
schemaVersion: 1
expectations:
  - name: the frontend may read the cart
    workload: shop/payments
    request: {source: shop/frontend, port: 8080, method: GET, path: /cart}
    expect: {allowed: true, rule: "ns[shop]-policy[callers]-rule[0]"}
  - name: nobody without an identity reaches payments
    workload: shop/payments
    request: {source: plaintext}
    expect: {allowed: false}
  - name: payments takes only mTLS, from the frontend <only>
    workload: shop/payments
    expect: {accepts: mtls-only, callers: [shop/frontend]}
`;

const files = {
  'closed/shop.yaml': closedShop,
  'open/shop.yaml': shop,
  'expectations.yaml': expectations,
};
const check = (folder: string, objects: string, ...args: string[]) =>
  runCli([
    'test',
    '-n',
    'shop',
    '-f',
    join(folder, objects),
    join(folder, 'expectations.yaml'),
    ...args,
  ]);

describe('onmesh test', () => {
  it('says what holds, of manifests that hold no pods', async () => {
    await withFiles(files, async folder => {
      const { code, out, err } = await check(folder, 'closed');
      expect(err).toMatch(/^note: the files hold no Pod/);
      expect(out).toMatch(/3 expectations: 3 hold, 0 do not\n$/);
      expect(code).toBe(0);
    });
  });

  it('shows what must hold, what does, and what decided', async () => {
    await withFiles(files, async folder => {
      const { code, out } = await check(folder, 'open');
      expect(code).toBe(1);
      expect(out.replaceAll(`${folder}/`, '').split('\n')).toEqual([
        'FAIL  the frontend may read the cart  (expectations.yaml:4)',
        '      shop/frontend -> shop/payments:8080 GET /cart',
        '        allowed',
        '      - by ns[shop]-policy[callers]-rule[0]',
        '      + by no rule',
        '        because No AuthorizationPolicy applies, so every request is allowed.',
        'FAIL  nobody without an identity reaches payments  (expectations.yaml:8)',
        '      plaintext -> shop/payments any request',
        '      - denied',
        '      + allowed',
        '        because No AuthorizationPolicy applies, so every request is allowed.',
        'FAIL  payments takes only mTLS, from the frontend <only>  (expectations.yaml:12)',
        '      shop/payments',
        '      - port 8080 mtls-only',
        '      - shop/frontend may call',
        '      + port 8080 mtls-and-plaintext',
        '      + anyone may call',
        '      + plaintext may call',
        expect.stringMatching(/because port 8080: .*PERMISSIVE/),
        expect.stringMatching(/because shop\/frontend: No Authorization/),
        expect.stringMatching(/because anyone: No AuthorizationPolicy applies/),
        expect.stringMatching(/because plaintext: No Authorization/),
        '3 expectations: 0 hold, 3 do not',
        '',
      ]);
    });
  });

  it('fails what is said of a workload that is not there', async () => {
    const text = expectations.replaceAll('shop/payments', 'shop/nothing');
    await withFiles({ ...files, 'expectations.yaml': text }, async folder => {
      const { code, out } = await check(folder, 'closed');
      expect(out).toMatch(/- a workload shop\/nothing\n +\+ no such workload/);
      expect(code).toBe(1);
    });
  });

  it('writes JSON for programs', async () => {
    await withFiles(files, async folder => {
      const { code, out } = await check(folder, 'open', '-o', 'json');
      expect(JSON.parse(out)).toMatchObject([
        { line: 4, holds: false, expected: ['allowed', expect.any(String)] },
        { line: 8, holds: false, expected: ['denied'], actual: ['allowed'] },
        { line: 12, holds: false },
      ]);
      expect(code).toBe(1);
    });
  });

  it('writes JUnit to standard output or to a file, with every character escaped', async () => {
    await withFiles(files, async folder => {
      const report = join(folder, 'junit.xml');
      await check(folder, 'open', '--junit', report);
      const { out } = await check(folder, 'open', '-o', 'junit');
      expect(await readFile(report, 'utf8')).toBe(out);
      expect(out).toMatch(/<testsuites name="onmesh" tests="3" failures="3"/);
      expect(out).toMatch(/name="payments takes .* the frontend &lt;only&gt;"/);
      expect(out).not.toMatch(/->/);
    });
  });

  it('records what holds, notices each change of it, and asks again what it is given', async () => {
    await withFiles(files, async folder => {
      const recorded = join(folder, 'recorded.yaml');
      const again = (objects: string) =>
        runCli(['test', '-n', 'shop', '-f', join(folder, objects), recorded]);
      const { code } = await check(folder, 'closed', '--record', recorded);
      expect(code).toBe(0);
      const { expectations: written } = parse(await readFile(recorded, 'utf8'));
      expect(written).toContainEqual({
        name: 'shop/payments:8080: what it accepts, and from whom',
        workload: 'shop/payments',
        port: 8080,
        expect: { accepts: 'mtls-only', callers: ['shop/frontend'] },
      });
      expect(written).toContainEqual({
        name: 'nobody without an identity reaches payments',
        workload: 'shop/payments',
        request: { source: 'plaintext' },
        expect: { allowed: false },
      });
      expect((await again('closed')).code).toBe(0);

      const changes = [
        ['methods: [GET]', 'methods: [GET, DELETE]'],
        ['/cart*', '/*'],
        ['mode: STRICT', 'mode: PERMISSIVE'],
        ['serviceAccounts: [frontend]', 'serviceAccounts: [frontend, x]'],
        ['serviceAccounts: [frontend]', 'principals: ["*"]'],
      ];
      for (const [before, after] of changes) {
        await writeFile(
          join(folder, 'closed/shop.yaml'),
          closedShop.replace(before, after),
        );
        expect([after, (await again('closed')).code]).toEqual([after, 1]);
      }
    });
  });

  it('notices who of anyone may not call any more', async () => {
    const objects = `${shop}---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: not-the-frontend}
spec:
  action: DENY
  rules: [{from: [{source: {serviceAccounts: [frontend]}}]}]
`;
    const text = (callers: string) => `
schemaVersion: 1
expectations:
  - name: anyone
    workload: shop/payments
    expect: {callers: ${callers}}
`;
    const given = {
      'shop.yaml': objects,
      'expectations.yaml': text('[anyone, plaintext]'),
    };
    await withFiles(given, async folder => {
      const { out } = await check(folder, 'shop.yaml');
      expect(out).toMatch(/\+ shop\/frontend may not call/);
      await writeFile(
        join(folder, 'expectations.yaml'),
        text('[anyone, plaintext, "!shop/frontend"]'),
      );
      expect((await check(folder, 'shop.yaml')).code).toBe(0);
    });
  });

  it('prints the JSON Schema of its files', async () => {
    const { code, out } = await runCli(['test', '--schema']);
    expect(JSON.parse(out)).toMatchObject({
      required: ['schemaVersion', 'expectations'],
    });
    expect(code).toBe(0);
  });

  it.each([
    ['nothing to do', [], /Say what must hold/],
    ['a missing file', ['no/such.yaml'], /no\/such\.yaml cannot be read/],
  ])('refuses %s', async (_what, args, said) => {
    const { code, err } = await runCli(['test', '-f', 'examples', ...args]);
    expect(err).toMatch(said);
    expect(code).toBe(2);
  });
});
