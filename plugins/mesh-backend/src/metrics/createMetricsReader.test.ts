import { resolve } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { CombinedClusterReader } from '../clusters/CombinedClusterReader';
import { createMetricsReader } from './createMetricsReader';

const path = resolve(__dirname, '../../../../examples/metrics/demo.yaml');
const target = { cluster: 'demo', namespace: 'shop', workload: 'frontend' };

describe('the metrics of the configuration', () => {
  const create = (metrics?: object) =>
    createMetricsReader(
      new ConfigReader({ mesh: metrics ? { metrics } : {} }),
      new CombinedClusterReader([]),
    );

  it('are unknown when there are none', async () => {
    expect(await create().observed(target)).toBeUndefined();
  });

  it.each(['snapshot', 'demo'])('may be a file: %s', async type => {
    const observed = await create({ type, path }).observed(target);
    expect(observed?.callers).toHaveLength(1);
  });

  it('may be a Prometheus', async () => {
    const reader = create({ type: 'prometheus', url: 'http://127.0.0.1:1/' });
    await expect(reader.observed(target)).rejects.toMatchObject({
      kind: 'unreachable',
    });
  });

  it.each([
    [{ type: 'graphite' }, '"graphite"; write'],
    [{ type: 'prometheus', url: 'prometheus:9090' }, 'mesh.metrics.url'],
    [{ type: 'prometheus', url: 'nowhere' }, 'mesh.metrics.url'],
    [
      { type: 'prometheus', url: 'http://p', window: 'a day' },
      'mesh.metrics.window',
    ],
  ])('as %j are refused', (metrics, message) => {
    expect(() => create(metrics)).toThrow(message);
  });
});
