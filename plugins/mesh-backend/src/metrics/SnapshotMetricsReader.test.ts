import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SnapshotMetricsReader } from './SnapshotMetricsReader';

const target = { cluster: 'demo', namespace: 'shop', workload: 'orders' };

describe('SnapshotMetricsReader', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metrics-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const open = async (text: string) => {
    const file = join(folder, 'metrics.yaml');
    await writeFile(file, text);
    return new SnapshotMetricsReader({ file });
  };

  it('answers what the file says of the target', async () => {
    const reader = await open(`
window: 30m
targets:
  - {namespace: shop, workload: other, callers: []}
  - namespace: shop
    workload: orders
    callers: [{workload: cart, namespace: shop, mtls: true, requestsPerSecond: 2}]
    successRate: 0.99
    policies: {dryRunAllow: {denied: 3, allowed: 9}, enforced: {denied: 0}}
`);
    expect(await reader.observed(target)).toEqual({
      window: '30m',
      callers: [
        {
          workload: 'cart',
          namespace: 'shop',
          mtls: true,
          requestsPerSecond: 2,
        },
      ],
      successRate: 0.99,
      policies: {
        dryRunAllow: { denied: 3, allowed: 9 },
        enforced: { denied: 0 },
      },
    });
  });

  it('tells silence from not knowing', async () => {
    const reader = await open(`
window: 30m
targets: [{cluster: demo, namespace: shop, workload: orders, callers: []}]
`);
    expect((await reader.observed(target))?.callers).toEqual([]);
    expect(await reader.observed({ ...target, cluster: 'x' })).toBeUndefined();
  });

  it('follows the file', async () => {
    const reader = await open('window: 30m\ntargets: []\n');
    expect(await reader.observed(target)).toBeUndefined();
    await open(
      'window: 30m\ntargets: [{namespace: shop, workload: orders, callers: []}]\n',
    );
    expect(await reader.observed(target)).toBeDefined();
  });

  it.each([
    ['targets: [', 'metrics.yaml'],
    ['window: 30m\ntargets: [{namespace: shop}]\n', 'workload'],
  ])('says what is wrong with %j', async (text, message) => {
    await expect((await open(text)).observed(target)).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining(message),
    });
  });
});
