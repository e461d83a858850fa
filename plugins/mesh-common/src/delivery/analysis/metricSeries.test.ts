import fc from 'fast-check';
import { readVectors } from '../../__testUtils__/vectors';
import { AnalysisRun } from '../AnalysisRun';
import { metricSeries } from './metricSeries';

const run = (
  values: string[],
  condition = 'result[0] >= 0.95',
): AnalysisRun => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AnalysisRun',
  metadata: { name: 'run' },
  spec: {
    args: [{ name: 'limit', value: '0.9' }],
    metrics: [{ name: 'rate', successCondition: condition }],
  },
  status: {
    metricResults: [
      {
        name: 'rate',
        measurements: values.map((value, at) => ({
          value,
          finishedAt: `2026-01-01T00:0${at}:00Z`,
        })),
      },
    ],
  },
});

const valuesOf = (values: string[]) =>
  metricSeries(run(values))[0]?.lines.map(({ name, points }) => [
    name,
    points.map(({ value }) => value),
  ]);

describe('metricSeries', () => {
  it.each([
    ['numbers', ['0.5', '1'], [['', [0.5, 1]]]],
    ['lists of one', ['[0.5]', '[1e-3]'], [['', [0.5, 0.001]]]],
    [
      'lists of several',
      ['[1,2]', '[3,4]'],
      [
        ['0', [1, 3]],
        ['1', [2, 4]],
      ],
    ],
    ['named numbers', ['{"p50":1,"unit":"ms"}'], [['p50', [1]]]],
    ['gaps where there was no number', ['[NaN]', '[1]'], [['', [null, 1]]]],
  ])('reads %s', (_, values, expected) => {
    expect(valuesOf(values)).toEqual(expected);
  });

  it.each([
    ['text', ['ok']],
    ['nothing', ['']],
    ['only gaps', ['NaN']],
  ])('plots nothing of %s', (_, values) => {
    expect(metricSeries(run(values))).toEqual([]);
  });

  it.each([
    ['result[0] >= 0.95', [['', 0.95]]],
    ['result >= {{args.limit}}', [['', 0.9]]],
    ['result >= {{args.gone}}', []],
    ['len(result) == 0 || isNaN(result[0]) || result[0] >= 0.99', [['', 0.99]]],
    [
      'result.a >= 0.9 && result.b < 10',
      [
        ['a', 0.9],
        ['b', 10],
      ],
    ],
  ])('finds the limits in %s', (condition, expected) => {
    const [series] = metricSeries(run(['1'], condition));
    expect(series?.thresholds.map(({ name, value }) => [name, value])).toEqual(
      expected,
    );
  });

  it('never throws, whatever a provider writes', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (value, condition) => {
        expect(() => metricSeries(run([value], condition))).not.toThrow();
      }),
    );
  });
});

const vectors = readVectors<{
  chart: Record<string, unknown[]>;
  chartRows: {
    object?: string;
    analysisRun?: AnalysisRun;
    expect: {
      metric: string;
      failThresholds: number[] | null;
      successThresholds: number[] | null;
      measurements: {
        chartValue?: number | Record<string, number | null> | null;
      }[];
    }[];
  }[];
}>('rollouts/analysis.yaml');

/** The dashboard rounds to two digits for its axis; we keep what was measured. */
const round = (value: number | null) =>
  value === null ? null : Math.round(value * 100) / 100;

(vectors ? describe : describe.skip)('what the dashboard plots', () => {
  const rows = (vectors?.chartRows ?? []).flatMap(row => {
    const found =
      row.analysisRun ??
      readVectors<AnalysisRun>(`rollouts/${row.object ?? ''}`);
    return row.expect.map(expected => ({
      run: found,
      metric: expected.metric,
      expected,
    }));
  });

  it.each(rows)('is plotted of $metric', ({ run: of, metric, expected }) => {
    const series = of && metricSeries(of).find(one => one.metric === metric);
    const theirs = expected.measurements
      .flatMap(({ chartValue }) =>
        typeof chartValue === 'object' && chartValue !== null
          ? Object.values(chartValue)
          : [chartValue ?? null],
      )
      .filter(value => value !== null);
    const ours = (series?.lines ?? [])
      .flatMap(({ points }) => points.map(({ value }) => round(value)))
      .filter(value => value !== null);
    expect(ours).toEqual(theirs);
    const limits = (bounds: string) =>
      (series?.thresholds ?? [])
        .filter(one => one.bounds === bounds)
        .map(({ value }) => value);
    expect(limits('success')).toEqual(expected.successThresholds ?? []);
    expect(limits('failure')).toEqual(expected.failThresholds ?? []);
  });

  it('is 5 runs; the functions of the dashboard are compared in dashboardVectors.test.ts', () => {
    expect(vectors?.chartRows).toHaveLength(5);
  });
});
