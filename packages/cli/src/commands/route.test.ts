import { parse } from 'yaml';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCli } from '../__testUtils__/runCli';
import { withFiles } from '../__testUtils__/withFiles';

jest.setTimeout(120_000);

const deployment = (version: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart-${version}}
spec:
  selector: {matchLabels: {app: cart, version: ${version}}}
  template:
    metadata: {labels: {app: cart, version: ${version}}}
    spec: {containers: [{name: cart}]}
`;

/** A canary that people with a header get, and a tenth of the others. */
const shop = `
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {istio-injection: enabled}}
---
apiVersion: v1
kind: Service
metadata: {name: cart}
spec:
  selector: {app: cart}
  ports: [{name: http, port: 80, targetPort: 8080}]
---${deployment('v1')}---${deployment('v2')}---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: cart}
spec:
  host: cart
  subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: cart}
spec:
  hosts: [cart]
  http:
    - match: [{headers: {x-canary-user: {exact: "true"}}}]
      route: [{destination: {host: cart, subset: v2}}]
    - match: [{uri: {prefix: /cart}}]
      route:
        - {destination: {host: cart, subset: v1}, weight: 90}
        - {destination: {host: cart, subset: v2}, weight: 10}
`;

const ask = (...args: string[]) =>
  withFiles({ 'shop.yaml': shop }, folder =>
    runCli([
      ...['route', '-f', folder, '-n', 'shop', '--to', 'shop/cart-v1'],
      ...['--from', 'shop/web', '--port', '8080', '--method', 'GET'],
      ...args,
    ]),
  );

describe('onmesh route', () => {
  it.each([
    [['--path', '/', '--header', 'x-canary-user:true'], 0, /^v2 {2}shop\/web/],
    [
      ['--path', '/cart', '--header', 'x-canary-user:false'],
      0,
      /^v1 90 %, v2 10 % {2}/,
    ],
    [['--path', '/other', '--header', 'x:y'], 1, /^nowhere \(404\) {2}/],
    [
      ['--path', '/cart'],
      1,
      /^depends {2}.*\n.*\n.*\n {2}perhaps +if header x-canary-user = true\n {2}perhaps +if path starts with \/cart$/m,
    ],
    [['--from', 'plaintext', '--path', '/'], 0, /^v1 50 %, v2 50 % {2}/],
  ])('answers %j with exit code %i', async (args, code, said) => {
    const run = await ask(...args);
    expect(run.out).toMatch(said);
    expect(run.code).toBe(code);
  });

  it('is data for programs', async () => {
    const { out } = await ask(
      '--path',
      '/',
      '--header',
      'x-canary-user:true',
      '-o',
      'json',
    );
    expect(JSON.parse(out)).toMatchObject({
      workload: 'shop/cart-v1',
      state: 'known',
      shares: [{ version: 'v2', percent: 100 }],
      evidence: { kind: 'VirtualService', field: 'spec.http[0]' },
    });
  });

  it('refuses what it cannot ask', async () => {
    const run = await ask('--path', 'cart');
    expect(run.err).toMatch(/--path: must start with a slash/);
    expect(run.code).toBe(2);
  });
});

describe('onmesh test on routes', () => {
  const expectation = (goesTo: string, header = '"true"') => `
schemaVersion: 1
expectations:
  - name: canary users get the new version
    workload: shop/cart-v1
    request: {source: shop/web, port: 8080, method: GET, path: /, headers: {x-canary-user: ${header}}}
    expect: {goesTo: ${goesTo}}
`;
  const check = (text: string) =>
    withFiles({ 'shop.yaml': shop, 'e.yml.txt': text }, folder =>
      runCli([
        'test',
        '-f',
        join(folder, 'shop.yaml'),
        '-n',
        'shop',
        join(folder, 'e.yml.txt'),
      ]),
    );

  it('proves that a header leads to a version', async () => {
    const run = await check(expectation('v2'));
    expect(run.out).toMatch(/^ok {4}canary users get the new version/);
    expect(run.code).toBe(0);
  });

  it('shows where it goes instead, and by which rule', async () => {
    const run = await check(expectation('v1'));
    expect(run.out).toMatch(/goes to v1/);
    expect(run.out).toMatch(/goes to v2/);
    expect(run.out).toMatch(/VirtualService shop\/cart spec\.http\[0\]/);
    expect(run.code).toBe(1);
  });

  it('knows requests that go nowhere', async () => {
    expect((await check(expectation('nowhere', '"no"'))).code).toBe(0);
    expect((await check(expectation('nowhere'))).code).toBe(1);
  });

  it('records a request of each kind that routes tell apart, which then hold', async () => {
    await withFiles({ 'shop.yaml': shop }, async folder => {
      const recorded = join(folder, 'recorded.txt');
      const objects = ['-f', join(folder, 'shop.yaml'), '-n', 'shop'];
      await runCli(['test', ...objects, '--record', recorded]);
      const { expectations } = parse(await readFile(recorded, 'utf8'));
      const routes = expectations
        .filter(({ expect: wanted }: any) => wanted.goesTo !== undefined)
        .map(({ workload, expect: wanted }: any) => [workload, wanted.goesTo]);
      expect(routes).toEqual(
        ['shop/cart-v1', 'shop/cart-v2'].flatMap(workload => [
          [workload, 'nowhere'],
          [workload, 'v2'],
          [workload, { v1: 90, v2: 10 }],
        ]),
      );
      const run = await runCli(['test', ...objects, recorded]);
      expect(run.code).toBe(0);
    });
  });
});
