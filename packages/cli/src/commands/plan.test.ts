import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root, runCli } from '../__testUtils__/runCli';

jest.setTimeout(120_000);

const run = promisify(execFile);
const profile = 'packages/cli/examples/profile.yaml';
const service = 'examples/gitops/apps/shop/order-service';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onmesh-plan-'));
  await cp(join(root, service), folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

const onmesh = (command: string, ...args: string[]) =>
  runCli([
    command,
    '-f',
    profile,
    '--repo',
    folder,
    'shop/order-service',
    ...args,
  ]);

describe('onmesh plan', () => {
  it('tells the stages, their files, whom they affect and what must hold after each', async () => {
    const { code, out } = await onmesh('plan');
    expect(code).toBe(0);
    expect(out).toMatch(/^Stage 1 of 4: Join the mesh/);
    expect(out).toMatch(/change .*deployment\.yaml/);
    expect(out).toMatch(/then: every pod has a ready proxy/);
    expect(out).toMatch(/risk: medium/);
  });

  it('writes a patch that git applies, after which nothing is left to do', async () => {
    const { out } = await onmesh('plan', '-o', 'diff');
    await run('git', ['init', '-q'], { cwd: folder });
    await writeFile(join(folder, 'plan.patch'), `${out}\n`);
    await run('git', ['apply', '-p2', 'plan.patch'], { cwd: folder });
    expect((await onmesh('plan')).out.trim()).toBe(
      'The repository says exactly this already: nothing is to be done.',
    );
  });

  it('ends a patch where it is told to', async () => {
    const { out } = await onmesh('plan', '-o', 'diff', '--stage', '1');
    expect(out).toContain('mode: PERMISSIVE');
    expect(out).not.toContain('AuthorizationPolicy');
    const wrong = await onmesh('plan', '-o', 'diff', '--stage', '9');
    expect(wrong.err).toMatch(/--stage must be a number from 1 to 4/);
    expect(wrong.code).toBe(2);
  });

  it('is made in the current folder too, with the profile beside the manifests or on standard input', async () => {
    await cp(join(root, profile), join(folder, 'profile.yaml'));
    await run('git', ['init', '-q'], { cwd: folder });
    const onmeshHere = (...args: string[]) =>
      run(process.execPath, [join(root, 'packages/cli/bin/onmesh'), ...args], {
        cwd: folder,
        env: { ...process.env, NODE_OPTIONS: '' },
      });
    const { stdout } = await onmeshHere(
      ...['plan', '-f', 'profile.yaml', 'shop/order-service', '-o', 'diff'],
    );
    await writeFile(join(folder, 'plan.patch'), `${stdout}\n`);
    await run('git', ['apply', 'plan.patch'], { cwd: folder });
    const again = await runCli(
      ['plan', '-f', '-', '--repo', folder, 'shop/order-service'],
      { stdin: await readFile(join(root, profile), 'utf8') },
    );
    expect(again.out).toMatch(/nothing is to be done/);
  });

  it('is told as a whole, and refused where it is not clear of what', async () => {
    const part = await onmesh('plan', '--stage', '1');
    expect(part.err).toMatch(/--stage is for -o diff/);
    const deep = await runCli(['plan', '-f', profile, 'shop/order/service']);
    expect(deep.err).toMatch(/Name the workload as NAMESPACE\/WORKLOAD/);
    const file = join(folder, 'deployment.yaml');
    const flat = await runCli([
      ...['plan', '-f', profile, '--repo', file, 'shop/order-service'],
    ]);
    expect(flat.err).toMatch(/deployment\.yaml is no folder/);
    expect([part.code, deep.code, flat.code]).toEqual([2, 2, 2]);
  });

  it('is data for programs', async () => {
    const { out } = await onmesh('plan', '-o', 'json');
    const { stages, risk } = JSON.parse(out);
    expect(stages.map(({ id }: { id: string }) => id)).toEqual([
      'join',
      'authorize-dry-run',
      'encrypt',
      'authorize',
    ]);
    expect(risk).toBe('medium');
  });

  it('says what is wrong with a profile, and with the rest of its input', async () => {
    const wrong = join(folder, 'profile.txt');
    await writeFile(wrong, 'apiVersion: onmesh.io/v1\nmesh: istio\n');
    const bad = await runCli(['plan', '-f', wrong, 'shop/order-service']);
    expect(bad.err).toContain(`is not a profile:\n${wrong}:2: mesh: `);
    const none = await runCli(['plan', 'shop/order-service']);
    expect(none.err).toMatch(/Give the profile with -f/);
    const nameless = await runCli(['plan', '-f', profile]);
    expect(nameless.err).toMatch(/Name the workload as NAMESPACE\/WORKLOAD/);
    const nowhere = await runCli([
      ...['plan', '-f', profile, '--repo', folder, 'shop/nothing'],
    ]);
    expect(nowhere.err).toMatch(/nothing/);
    expect([bad.code, none.code, nameless.code, nowhere.code]).toEqual([
      2, 2, 2, 2,
    ]);
  });

  it.each([
    ['written', 'gateway: {namespace: shop, serviceAccount: nobody}', 5],
    ['left out', 'tlsSecret: orders', 3],
  ])(
    'says where in the profile the plan could be made possible: %s',
    async (_, line, expected) => {
      const refused = join(folder, 'profile.txt');
      await writeFile(
        refused,
        `apiVersion: onmesh.io/v1
mesh: istio-sidecar
ingress:
  hosts: [orders.example]
  ${line}
`,
      );

      const { code, err, out } = await runCli([
        ...['plan', '-f', refused, '--repo', folder, 'shop/order-service'],
      ]);

      expect(err).toMatch(
        `${refused}:${expected}: ingress.gateway.serviceAccount: Cluster `,
      );
      expect([code, out]).toEqual([2, '']);
    },
  );
});

describe('onmesh render', () => {
  it('shows the files that a profile leads to', async () => {
    const { code, out } = await onmesh('render');
    expect(code).toBe(0);
    expect(out).toMatch(/^# .*deployment\.yaml$/m);
    expect(out).toMatch(/kind: AuthorizationPolicy/);
    expect(out).toContain('mode: STRICT');
  });

  it('writes them where they belong, and keeps what people wrote there', async () => {
    const { code } = await onmesh('render', '--write');
    expect(code).toBe(0);
    const text = await readFile(join(folder, 'deployment.yaml'), 'utf8');
    expect(text).toContain('sidecar.istio.io/inject: "true"');
    expect(text).toContain('# measured on Black Friday 2025');
    expect((await onmesh('plan')).out).toMatch(/nothing is to be done/);
  });
});

describe('onmesh suggest', () => {
  it('writes a profile that onmesh plan takes', async () => {
    const suggested = await runCli([
      ...['suggest', '-f', folder, '-n', 'shop', 'shop/order-service'],
    ]);
    expect(suggested.code).toBe(0);
    const file = join(folder, 'profile.txt');
    await writeFile(file, suggested.out);
    const planned = await runCli([
      ...['plan', '-f', file, '--repo', folder, 'shop/order-service'],
    ]);
    expect(planned.code).toBe(0);
    expect(planned.out).toMatch(/^Stage 1 of/);
  });

  it('starts from a profile that was carried out before, and keeps what it says', async () => {
    const current = join(folder, 'profile.txt');
    await writeFile(
      current,
      'apiVersion: onmesh.io/v1\nmesh: istio-sidecar\ntraffic: {timeout: 3s}\ncallers: [{namespace: bank, serviceAccount: teller}]\n',
    );

    const { code, out, err } = await runCli([
      ...['suggest', '-f', 'examples/clusters/demo', 'shop/payment-service'],
      ...['--profile', current],
    ]);

    expect(code).toBe(0);
    expect(out).toContain('timeout: 3s');
    expect(out).toContain('serviceAccount: teller');
    expect(err).toContain('This is the profile that was carried out last.');
  });

  it('begins anew where the mesh was left', async () => {
    const current = join(folder, 'profile.txt');
    await writeFile(current, 'apiVersion: onmesh.io/v1\nmesh: none\n');
    const args = ['suggest', '-f', folder, '-n', 'shop', 'shop/order-service'];

    const next = await runCli([...args, '--profile', current]);

    expect(next).toEqual(await runCli(args));
  });

  it('says what is wrong with the earlier profile', async () => {
    const current = join(folder, 'profile.txt');
    await writeFile(current, 'apiVersion: onmesh.io/v1\nmesh: istio\n');

    const { code, err, out } = await runCli([
      ...['suggest', '-f', folder, '-n', 'shop', 'shop/order-service'],
      ...['--profile', current],
    ]);

    expect(err).toContain(`${current}:2: mesh: `);
    expect([code, out]).toEqual([2, '']);
  });

  it('says so when there is no such workload', async () => {
    const run2 = await runCli(['suggest', '-f', folder, 'shop/nothing']);
    expect(run2.err).toMatch(/There is no workload shop\/nothing/);
    expect(run2.code).toBe(2);
  });
});
