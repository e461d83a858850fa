import { readVectors } from '../../__testUtils__/vectors';
import { MetricResult } from '../AnalysisRun';
import { MetricLimits, metricVerdict } from './metricVerdict';

const vectors = readVectors<{
  metricVerdict: {
    id: string;
    metric: MetricLimits;
    result: MetricResult;
    terminating: boolean;
    expect: { phase: string; reason?: string };
  }[];
}>('rollouts/analysis.yaml');

(vectors ? describe : describe.skip)(
  'the verdict of the controller on a metric',
  () => {
    it.each(vectors?.metricVerdict ?? [])('is given for $id', one => {
      const found = metricVerdict(one.metric, one.result, one.terminating);
      expect(found.phase).toBe(one.expect.phase);
      expect(found.reason).toBe(one.expect.reason ?? found.reason);
    });
  },
);

describe('metricVerdict', () => {
  const measurements = [{ phase: 'Successful' }];

  it('lets a failed query decide before a bad value', () => {
    expect(
      metricVerdict(
        {},
        { measurements, failed: 1, consecutiveError: 5 },
        false,
      ),
    ).toEqual({
      phase: 'Error',
      reason: 'consecutiveErrors (5) > consecutiveErrorLimit (4)',
    });
  });

  it('takes one measurement for enough without count and interval, and none without count', () => {
    const result = { measurements, count: 1 };
    expect(metricVerdict({}, result, false).phase).toBe('Successful');
    expect(metricVerdict({ interval: '1m' }, result, false).phase).toBe(
      'Running',
    );
  });
});
