import { ObservedTraffic } from '@onmesh/plugin-mesh-common';
import { CachedMetricsReader } from './CachedMetricsReader';

const target = { cluster: 'demo', namespace: 'shop', workload: 'orders' };
const traffic = (p99Ms: number) => ({ window: '30m', callers: [], p99Ms });

describe('CachedMetricsReader', () => {
  let now = 0;
  const observed = jest.fn<Promise<ObservedTraffic | undefined>, []>();
  const open = () =>
    new CachedMetricsReader({
      reader: { observed },
      freshMs: 10,
      usableMs: 100,
      now: () => now,
    });

  beforeEach(() => {
    now = 0;
    observed.mockReset();
  });

  it('asks once for many readers', async () => {
    observed.mockResolvedValue(traffic(1));
    const reader = open();
    await Promise.all([reader.observed(target), reader.observed(target)]);
    expect(await reader.observed(target)).toEqual(traffic(1));
    expect(observed).toHaveBeenCalledTimes(1);
  });

  it('keeps targets apart', async () => {
    observed.mockResolvedValue(traffic(1));
    const reader = open();
    await reader.observed(target);
    await reader.observed({ ...target, workload: 'cart' });
    expect(observed).toHaveBeenCalledTimes(2);
  });

  it('gives an older answer at once and fetches a newer one, once', async () => {
    observed
      .mockResolvedValueOnce(traffic(1))
      .mockResolvedValueOnce(traffic(2));
    const reader = open();
    await reader.observed(target);
    now = 20;
    expect(await reader.observed(target)).toEqual(traffic(1));
    await reader.observed(target);
    expect(await reader.observed(target)).toEqual(traffic(2));
    expect(observed).toHaveBeenCalledTimes(2);
  });

  it('waits rather than give an answer that is too old', async () => {
    observed
      .mockResolvedValueOnce(traffic(1))
      .mockResolvedValueOnce(traffic(2));
    const reader = open();
    await reader.observed(target);
    now = 100;
    expect(await reader.observed(target)).toEqual(traffic(2));
  });

  it('remembers a failure for a while, and then recovers', async () => {
    observed
      .mockRejectedValueOnce(new Error('down'))
      .mockResolvedValueOnce(traffic(2));
    const reader = open();
    await expect(reader.observed(target)).rejects.toThrow('down');
    await expect(reader.observed(target)).rejects.toThrow('down');
    expect(observed).toHaveBeenCalledTimes(1);
    now = 20;
    await expect(reader.observed(target)).rejects.toThrow('down');
    await Promise.resolve();
    expect(await reader.observed(target)).toEqual(traffic(2));
  });

  it('lets a failure to refresh show', async () => {
    observed
      .mockResolvedValueOnce(traffic(1))
      .mockRejectedValueOnce(new Error('down'));
    const reader = open();
    await reader.observed(target);
    now = 20;
    await reader.observed(target);
    await Promise.resolve();
    await expect(reader.observed(target)).rejects.toThrow('down');
  });
});
