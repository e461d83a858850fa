import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { runCli, root } from '../__testUtils__/runCli';
import { shop } from '../__testUtils__/shop';
import { withFiles } from '../__testUtils__/withFiles';

jest.setTimeout(120_000);

const mtls = (...args: string[]) => runCli(['mtls', '-o', 'json', ...args]);

describe('objects from files', () => {
  it('are read from standard input, as lists of kubectl too', async () => {
    const text = await readFile(
      join(root, 'examples/clusters/demo/payment-service.yaml'),
      'utf8',
    );
    const { code, out } = await runCli(['mtls', '-f', '-', '-o', 'json'], {
      stdin: text,
    });
    expect(JSON.parse(out)).toMatchObject([
      { target: { namespace: 'shop', workload: 'payment-service' } },
    ]);
    expect(code).toBe(0);
  });

  it('lie in the namespace that is given, else in default, where they name none', async () => {
    for (const [args, namespace] of [
      [['-n', 'shop'], 'shop'],
      [[], 'default'],
    ] as const) {
      const { out } = await runCli(['mtls', '-f', '-', '-o', 'json', ...args], {
        stdin: shop,
      });
      expect(JSON.parse(out)).toMatchObject([{ target: { namespace } }]);
    }
  });

  it('are judged by the mesh config among them', async () => {
    const configured = `${shop}---
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: mesh}
data: {mesh: 'rootNamespace: mesh'}
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: default, namespace: mesh}
spec: {mtls: {mode: STRICT}}
`;
    const { out } = await runCli(
      ['mtls', '-n', 'shop', '-f', '-', '-o', 'json'],
      {
        stdin: configured,
      },
    );
    expect(JSON.parse(out)).toMatchObject([
      { ports: [{ accepts: 'mtls-only', evidence: { namespace: 'mesh' } }] },
    ]);
  });

  it('leave out what is no object, but nothing that wants to be one', async () => {
    const files = {
      'shop.yaml': shop,
      'kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [shop.yaml]\n',
      'values.yaml': 'replicas: 3\n',
      'README.md': '# not read',
    };
    await withFiles(files, async folder => {
      const { code, err } = await mtls('-f', folder);
      expect(code).toBe(0);
      expect(err).toMatch(/values\.yaml: passed over/);
    });
    const broken = {
      ...files,
      'bad.yaml': 'a: 1\n---\napiVersion: v1\nkind: Pod\n',
    };
    await withFiles(broken, async folder => {
      const { code, err } = await mtls('-f', folder);
      expect(code).toBe(2);
      expect(err).toMatch(/bad\.yaml:3: not a Kubernetes object/);
    });
  });

  it('are those of the last text where two have one name, and that is said', async () => {
    const strict = (mode: string) =>
      `---\napiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: default, namespace: shop}\nspec: {mtls: {mode: ${mode}}}\n`;
    const { out, err } = await runCli(
      ['mtls', '-n', 'shop', '-f', '-', '-o', 'json'],
      { stdin: `${shop}${strict('PERMISSIVE')}${strict('STRICT')}` },
    );
    expect(JSON.parse(out)).toMatchObject([
      { ports: [{ accepts: 'mtls-only' }] },
    ]);
    expect(err).toContain(
      'note: PeerAuthentication shop/default is written more than once, and judged as the last one says',
    );
  });

  it('are not what a kustomization lays over them', async () => {
    const files = {
      'base/shop.yaml': shop,
      'base/kustomization.yaml':
        'resources: [shop.yaml]\npatches: [{path: ../p/more.yaml}]\n',
      'p/more.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: cart}\nspec: {replicas: 3}\n',
    };
    await withFiles(files, async folder => {
      const { code, err } = await runCli(['validate', '-f', folder]);
      expect(err).toMatch(
        /more\.yaml: passed over what a kustomization lays over/,
      );
      expect(code).toBe(0);
    });
  });

  it('are read once where links lead to files, as in a mounted ConfigMap', async () => {
    await withFiles({ '..now/shop.yaml': shop }, async folder => {
      await symlink(join(folder, '..now/shop.yaml'), join(folder, 'shop.yaml'));
      const { code, out } = await runCli([
        ...['validate', '-f', folder, '-o', 'json'],
      ]);
      expect(code).toBe(0);
      expect(JSON.parse(out)).toHaveLength(4);
    });
  });

  it('are told of by name, field and line where a field is of a wrong type, and by analyze beside all else', async () => {
    const odd =
      'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: odd}\nspec: {hosts: payments}\n';
    await withFiles({ 'shop.yaml': shop, 'odd.yaml': odd }, async folder => {
      const judged = await mtls('-f', folder);
      expect(judged.err).toMatch(
        /odd\.yaml:4: VirtualService odd: spec\.hosts: It must be of type array/,
      );
      expect([judged.code, judged.out]).toEqual([2, '']);
      const all = await runCli(['analyze', '-f', folder]);
      expect(all.out).toMatch(/IST0106 .*spec\.hosts.*odd\.yaml:4/);
      expect(all.out).toMatch(/ONM0101/);
      expect(all.code).toBe(1);
    });
  });

  it('may be such as are given a name only when they are created', async () => {
    const hook =
      'apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: migrate-}\nspec: {}\n';
    await withFiles({ 'shop.yaml': shop, 'hook.yaml': hook }, async folder => {
      const { code, err } = await mtls('-f', folder);
      expect(code).toBe(0);
      expect(err).toMatch(/hook\.yaml: passed over/);
    });
  });

  it.each([
    ['broken YAML', 'a: [\n', /standard input:2: /],
    ['an alias without an anchor', 'a: *b', /standard input:1: /],
    ['nothing', '', /there is no Kubernetes object/],
    ['no workload', shop.split('---')[0], /hold no workload/],
  ])('are refused when they are %s', async (_, stdin, said) => {
    const { code, err } = await runCli(['mtls', '-f', '-'], { stdin });
    expect(err).toMatch(said);
    expect(code).toBe(2);
  });
});
