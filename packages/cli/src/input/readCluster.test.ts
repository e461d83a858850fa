import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KubernetesObject, parseManifests } from '@onmesh/plugin-mesh-common';
import { FakeApi, withFakeApi } from '../__testUtils__/fakeApiServer';
import { demo, root, runCli } from '../__testUtils__/runCli';
import { withFiles } from '../__testUtils__/withFiles';

jest.setTimeout(120_000);

let objects: KubernetesObject[];
beforeAll(async () => {
  const folder = join(root, demo);
  const files = await readdir(folder);
  const texts = await Promise.all(
    files.map(file => readFile(join(folder, file), 'utf8')),
  );
  objects = texts.flatMap(text => parseManifests(text, 'demo').objects);
});

const read = (api: Partial<FakeApi>, ...args: string[]) =>
  withFakeApi({ objects, token: 'secret', ...api }, ({ kubeconfig, asked }) =>
    withFiles({ kubeconfig }, async folder => ({
      asked,
      ...(await runCli([...args, '--kubeconfig', join(folder, 'kubeconfig')])),
    })),
  );

describe('objects from a cluster', () => {
  it('give the same answers as from files', async () => {
    const args = ['authz', 'who', '-o', 'json'];
    const live = await read({}, ...args);
    const files = await runCli([...args, '-f', demo]);
    expect(live.err).toBe('');
    expect(JSON.parse(live.out.replaceAll('"east"', '"files"'))).toEqual(
      JSON.parse(files.out),
    );
  });

  it('are read in the version that an older control plane serves', async () => {
    const versions = { 'security.istio.io': 'v1beta1' };
    const { code, out } = await read(
      { versions },
      ...['mtls', 'shop/frontend', '-o', 'json'],
    );
    expect(JSON.parse(out)).toMatchObject([
      { ports: [{ accepts: 'mtls-only' }] },
    ]);
    expect(code).toBe(0);
  });

  it('leave unknown what hangs on a kind that may not be read', async () => {
    const { out, err } = await read(
      { forbidden: ['peerauthentications'] },
      ...['mtls', 'shop/frontend', '-o', 'json'],
    );
    expect(JSON.parse(out)).toMatchObject([
      { ports: [{ accepts: 'unknown' }] },
    ]);
    expect(err).toMatch(/PeerAuthentication objects could not be read: peer/);
  });

  it('hold none of a kind that the cluster does not have', async () => {
    const { code, out, err } = await read(
      { missing: ['peerauthentications'] },
      ...['mtls', 'shop/frontend', '-o', 'json'],
    );
    expect(JSON.parse(out)).toMatchObject([
      { ports: [{ accepts: 'mtls-and-plaintext' }] },
    ]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('are those of one namespace and of the mesh, for those who may read no more', async () => {
    const { asked, out } = await read(
      {},
      ...['mtls', '-n', 'warehouse', '-o', 'json'],
    );
    const targets: { target: { namespace: string } }[] = JSON.parse(out);
    expect(targets.map(({ target }) => target.namespace)).toEqual([
      'istio-system',
      'warehouse',
    ]);
    expect(asked).toContain('/api/v1/namespaces/warehouse/pods');
    expect(asked).not.toContain('/api/v1/pods');
  });

  it.each([
    ['a context that is not there', 'west', /"west"; it has the contexts east/],
    [
      'credentials that are refused',
      'stranger',
      /cannot be read: Unauthorized/,
    ],
  ])('are refused for %s', async (_, context, said) => {
    const { code, out, err } = await read({}, 'mtls', '--context', context);
    expect(err).toMatch(said);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });
});
