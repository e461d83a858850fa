import { MetricSeries } from '@onmesh/plugin-mesh-common';
import { chartGeometry } from './chartGeometry';
import { describeSeries } from './describeSeries';

const series = (
  values: (number | null)[],
  thresholds: MetricSeries['thresholds'] = [],
): MetricSeries => ({
  metric: 'success-rate',
  lines: [
    {
      name: '',
      points: values.map((value, minute) => ({
        at: `2026-01-01T00:0${minute}:00Z`,
        value,
        phase: 'Successful',
      })),
    },
  ],
  thresholds,
});
const size = { width: 100, height: 10 };

describe('the chart of a metric', () => {
  it('spans its box from the first to the last and from the least to the most', () => {
    expect(chartGeometry(series([1, 3, 2]), size).segments).toEqual([
      '0,10 50,0 100,5',
    ]);
  });

  it('breaks at a measurement without a value, and shows a lone one as a dot', () => {
    const { segments, dots } = chartGeometry(series([1, 1, null, 3]), size);
    expect(segments).toEqual(['0,10 33,10']);
    expect(dots).toEqual([{ x: 100, y: 0 }]);
  });

  it('keeps a limit in sight that no measurement comes near', () => {
    const limit = { name: '', value: 9, bounds: 'success' as const };
    const { thresholds, segments } = chartGeometry(
      series([1, 1], [limit]),
      size,
    );
    expect(thresholds).toEqual([{ y: 0, bounds: 'success' }]);
    expect(segments).toEqual(['0,10 100,10']);
  });

  it('puts what never changes in the middle', () => {
    expect(chartGeometry(series([5]), size).dots).toEqual([{ x: 50, y: 5 }]);
  });

  it('is a sentence for who does not see it', () => {
    const limit = { name: '', value: 0.99, bounds: 'success' as const };
    expect(describeSeries(series([1, null, 0.98], [limit]))).toBe(
      '2 measurements, 0.98 to 1, 1 without a value; limit of what passes: 0.99',
    );
  });
});
