import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Service } from '@onmesh/plugin-mesh-common';
import { clusterReaderContract } from '@onmesh/plugin-mesh-node';
import { waitFor } from '../__testUtils__/waitFor';
import { SnapshotClusterReader } from './SnapshotClusterReader';

const service = (name: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: shop}\n`;

describe('SnapshotClusterReader', () => {
  let folder: string;
  let reader: SnapshotClusterReader;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'snapshot-'));
    await writeFile(join(folder, 'a.yaml'), service('a'));
  });

  afterEach(async () => {
    await reader.close();
    await rm(folder, { recursive: true, force: true });
  });

  const open = () => {
    reader = new SnapshotClusterReader({ cluster: 'demo', folder, pollMs: 20 });
    return reader;
  };
  const names = async () => {
    const { view } = await reader.view('demo');
    return view.list<Service>('Service', 'shop').map(o => o.metadata.name);
  };
  const problems = async () => (await reader.view('demo')).health.problems;

  it.each(clusterReaderContract)('$name', ({ run }) =>
    expect(
      run({
        reader: open(),
        cluster: 'demo',
        change: () => writeFile(join(folder, 'b.yaml'), service('b')),
      }),
    ).resolves.toBeUndefined(),
  );

  it('answers with the objects of all files, those in subfolders too', async () => {
    await mkdir(join(folder, 'more'));
    await writeFile(join(folder, 'more', 'b.yml'), service('b'));
    await writeFile(join(folder, 'notes.txt'), 'not: [a manifest');
    const { view, health } = await open().view('demo');
    expect(view.objects().map(o => o.metadata.name)).toEqual(['a', 'b']);
    expect(health).toEqual({
      cluster: 'demo',
      asOf: expect.stringMatching(/^\d{4}-/),
      problems: [],
    });
  });

  it('hands out the same view until something changes', async () => {
    const first = await open().view('demo');
    expect((await reader.view('demo')).view).toBe(first.view);
  });

  it('follows files that come, change and go, and says so', async () => {
    open();
    await names();
    const heard = jest.fn();
    reader.onChange(heard);
    await writeFile(join(folder, 'b.yaml'), service('b'));
    await waitFor(async () => expect(await names()).toEqual(['a', 'b']));
    await writeFile(join(folder, 'b.yaml'), service('changed'));
    await waitFor(async () => expect(await names()).toEqual(['a', 'changed']));
    await rm(join(folder, 'a.yaml'));
    await waitFor(async () => expect(await names()).toEqual(['changed']));
    expect(heard).toHaveBeenCalledWith('demo');
  });

  it('keeps the last good content of a file that was broken, and names file and line', async () => {
    open();
    await names();
    await writeFile(join(folder, 'a.yaml'), `${service('a')}---\nkind: [\n`);
    await waitFor(async () =>
      expect(await problems()).toEqual([expect.stringMatching(/^a\.yaml:\d/)]),
    );
    expect(await names()).toEqual(['a']);
    await writeFile(join(folder, 'a.yaml'), service('repaired'));
    await waitFor(async () => expect(await names()).toEqual(['repaired']));
    expect(await problems()).toEqual([]);
  });

  it('keeps the last good view when the folder goes away', async () => {
    open();
    await names();
    await rm(folder, { recursive: true });
    await waitFor(async () =>
      expect(await problems()).toEqual([
        expect.stringContaining('cannot be read'),
      ]),
    );
    expect(await names()).toEqual(['a']);
  });

  it('says that it never read a folder that is not there', async () => {
    folder = join(folder, 'nowhere');
    const { view, health } = await open().view('demo');
    expect(view.objects()).toEqual([]);
    expect(health.asOf).toBeUndefined();
    expect(health.problems).toHaveLength(1);
  });

  it('tells nobody who unsubscribed', async () => {
    open();
    await names();
    const heard = jest.fn();
    reader.onChange(heard)();
    await writeFile(join(folder, 'b.yaml'), service('b'));
    await waitFor(async () => expect(await names()).toHaveLength(2));
    expect(heard).not.toHaveBeenCalled();
  });

  it('knows no other cluster', async () => {
    await expect(open().view('prod')).rejects.toThrow('No cluster is named');
  });
});
