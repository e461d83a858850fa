import { readVectors } from '../../__testUtils__/vectors';
import { AnalysisRun, Measurement, Metric } from '../AnalysisRun';
import { analysisPhase } from '../analysisPhase';
import { analysisStatus } from '../analysisStatus';
import { metricProvider, metricQueries } from './metricQueries';
import { metricSeries, MetricSeries } from './metricSeries';
import { metricWords } from './metricWords';
import { resolveArgs } from './resolveArgs';

type Args = { name?: string; value?: string }[];

/** The arguments of all functions of the dashboard. */
interface Input {
  value?: unknown;
  startTime?: string;
  metricResults?: { measurements?: Measurement[] }[];
  args?: Args;
  name?: string;
  condition?: string;
  provider?: Record<string, unknown>;
  thresholds?: number[];
  phase?: string;
  failures?: number;
  errors?: number;
  inconclusives?: number;
  query?: string;
  datadog?: object;
  cloudWatch?: object;
  accessor?: number;
  accessors?: string[];
  measurements?: Measurement[];
}

interface Case {
  test: string;
  input: Input;
  expect?: unknown;
}

const vectors = readVectors<{ chart: Record<string, Case[]> }>(
  'rollouts/analysis.yaml',
);

const AXIS =
  'Our chart spans from the least to the greatest of values and limits, without room above (chartGeometry.test.ts of the screens).';

/** What we show otherwise than the dashboard, by the function and the start of the case's name. */
const exceptions: { of: string; test: string; reason: string }[] = [
  ...[
    'chartMax() for 0 max value',
    'chartMax() for 1 max value',
    'chartMax() for max value and thresholds that are the same',
    'chartMax() for max value that is above',
    'chartMax() for fail threshold that is above',
    'chartMax() for success threshold that is above',
  ].map(test => ({ of: 'chartMax', test, reason: AXIS })),
  {
    of: 'conditionDetails',
    test: 'conditionDetails() with missing provider',
    reason:
      'A condition says what it says without a provider too: it is shown, and its limit drawn (argo-rollouts analysis/analysis.go evaluates it for any provider).',
  },
  {
    of: 'isChartable',
    test: 'isChartable() for an array',
    reason:
      'Each number of a list is a line of its own; the dashboard draws the first of them only (transforms.ts formatMultiItemArrayMeasurement).',
  },
  {
    of: 'formattedValue',
    test: 'formattedValue() for an array of numbers',
    reason:
      'A value is shown as the provider wrote it, with its brackets, as it stands in the run (analysis_types.go Measurement.value).',
  },
  {
    of: 'formatSingleItemArrayMeasurement',
    test: 'formatSingleItemArrayMeasurement() with out of bounds',
    reason:
      'A number that was measured is drawn although the condition asks for one that is not there (analysis_types.go Measurement.value holds all).',
  },
  {
    of: 'formatKeyValueMeasurement',
    test: 'formatKeyValueMeasurement() with key value pairs and no matching',
    reason:
      'Numbers that no condition asks for are drawn as well (analysis_types.go Measurement.value holds all).',
  },
];

const exceptionOf = (of: string, { test }: Case) =>
  exceptions.find(one => one.of === of && test.startsWith(one.test));

const run = (
  metric: Metric,
  of: object = {},
  args: Args = [],
): AnalysisRun => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AnalysisRun',
  metadata: { name: 'run' },
  spec: { metrics: [metric], args },
  status: { ...of },
});

const measured = (
  values: (string | undefined)[],
  metric: Metric = {},
  args: Args = [],
): MetricSeries | undefined =>
  metricSeries(
    run(
      { name: 'm', ...metric },
      {
        metricResults: [
          {
            name: 'm',
            measurements: values.map((value, at) => ({
              value,
              finishedAt: `2026-01-01T00:0${at}:00Z`,
            })),
          },
        ],
      },
      args,
    ),
  )[0];

const json = (value: unknown) =>
  value === undefined ? undefined : JSON.stringify(value);
const round = (value: number | null | undefined) =>
  typeof value === 'number' ? Math.round(value * 100) / 100 : (value ?? null);

/** Beside a number that is there, a value that is none is a gap in its line, and text is no line at all. */
const firstBeside = (value: string | undefined, other: string) =>
  round(measured([value, other])?.lines[0]?.points[0]?.value);
const isDrawn = (value: unknown) => measured([json(value)]) !== undefined;

/** The first number of what the dashboard would draw. */
function drawn(expected: unknown): number | null {
  const value =
    typeof expected === 'object' && expected !== null
      ? Reflect.get(expected, 'chartValue')
      : expected;
  const first =
    typeof value === 'object' && value !== null
      ? Object.values(value)[0]
      : value;
  return typeof first === 'number' ? first : null;
}
const member = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined;

/** What we say, and what the dashboard says in the same terms. */
type Claim = (input: Input, expected: unknown) => [unknown, unknown];

const words: Claim = (input, expected) => [
  metricWords(analysisPhase(input.phase), {
    failed: input.failures,
    error: input.errors,
    inconclusive: input.inconclusives,
  }).text,
  expected,
];

const claims: Record<string, Claim> = {
  isValidDate: ({ value }, expected) => [
    analysisStatus(run({}, { startedAt: value })).since !== undefined,
    expected,
  ],
  analysisStartTime: ({ startTime }, expected) => {
    const { since } = analysisStatus(run({}, { startedAt: startTime }));
    return [since === undefined ? null : Date.parse(since), expected];
  },
  analysisEndTime: ({ metricResults }, expected) => {
    const { until } = analysisStatus(run({}, { metricResults }));
    return [until === undefined ? null : Date.parse(until), expected];
  },
  argValue: ({ args, name }, expected) => {
    const placeholder = `{{args.${name}}}`;
    const found = resolveArgs(placeholder, args);
    return [found === placeholder ? null : found, expected];
  },
  metricProvider: (input, expected) => [metricProvider(input), expected],
  conditionDetails: ({ condition, args, provider }, expected) => {
    const metric = { name: 'm', successCondition: condition, provider };
    const { thresholds = [] } = measured(['[1]'], metric, args) ?? {};
    const [shown] = analysisStatus(
      run(metric, { metricResults: [{ name: 'm' }] }, args),
    ).metrics;
    return [
      {
        label: shown.condition ?? null,
        thresholds: thresholds.map(({ value }) => value),
        conditionKeys: [...new Set(thresholds.map(one => one.name || '0'))],
      },
      expected,
    ];
  },
  formatThresholdsForChart: ({ thresholds = [] }, expected) => [
    measured(['1'], {
      successCondition: thresholds.map(one => `result > ${one}`).join(' && '),
    })?.thresholds.map(({ value }) => round(value)),
    expected,
  ],
  metricSubstatus: (input, expected) => [
    metricWords(analysisPhase(input.phase), {
      failed: input.failures,
      error: input.errors,
      inconclusive: input.inconclusives,
    }).concern?.toUpperCase(),
    expected,
  ],
  metricStatusLabel: words,
  interpolateQuery: ({ query, args }, expected) => [
    metricQueries({ provider: { prometheus: { query } } }, args)?.[0],
    expected,
  ],
  printableDatadogQuery: ({ datadog, args }, expected) => [
    metricQueries({ provider: { datadog } }, args),
    expected,
  ],
  printableCloudWatchQuery: ({ cloudWatch, args }, expected) => [
    metricQueries({ provider: { cloudWatch } }, args),
    expected,
  ],
  isChartable: ({ value }, expected) =>
    value === null
      ? [firstBeside('null', '5'), null]
      : [isDrawn(value), expected],
  formattedValue: ({ value }, expected) => {
    const text = typeof value === 'string' ? value : json(value);
    const [metric] = analysisStatus(
      run(
        { name: 'm' },
        { metricResults: [{ name: 'm', measurements: [{ value: text }] }] },
      ),
    ).metrics;
    const shown = Number(metric.value);
    return typeof value === 'number'
      ? [round(shown), expected]
      : [metric.value ?? null, expected ?? 'null'];
  },
  formatSingleItemArrayMeasurement: ({ value }, expected) =>
    member(expected, 'canChart')
      ? [firstBeside(json(value), '[5]'), drawn(expected)]
      : [isDrawn(value), false],
  formatMultiItemArrayMeasurement: ({ value }, expected) =>
    member(expected, 'canChart')
      ? [firstBeside(json(value), '[5,6,7,8]'), drawn(expected)]
      : [isDrawn(value), false],
  formatKeyValueMeasurement: ({ value, accessors = [] }, expected) => {
    const lines = measured([json(value)])?.lines;
    const asked = accessors.map(name => [
      name,
      lines?.find(line => line.name === name)?.points[0].value ?? null,
    ]);
    return [
      { canChart: lines !== undefined, chartValue: Object.fromEntries(asked) },
      {
        canChart: member(expected, 'canChart'),
        chartValue: member(expected, 'chartValue'),
      },
    ];
  },
  transformMeasurementValue: ({ value }, expected) => [
    firstBeside(typeof value === 'string' ? value : undefined, '[5]'),
    drawn(expected),
  ],
  transformMeasurements: ({ measurements }, expected) => {
    const series = measured((measurements ?? []).map(({ value }) => value));
    const theirs = member(expected, 'measurements');
    return [
      [
        series !== undefined,
        series?.lines[0].points.map(({ value }) => round(value)) ?? [],
      ],
      [
        member(expected, 'chartable'),
        Array.isArray(theirs) ? theirs.map(drawn) : undefined,
      ],
    ];
  },
};

(vectors ? describe : describe.skip)('the functions of the dashboard', () => {
  const all = Object.entries(vectors?.chart ?? {}).flatMap(([of, cases]) =>
    cases.map(one => ({ ...one, of, case: one })),
  );
  const claimed = all.filter(one => !exceptionOf(one.of, one.case));

  it.each(claimed)('$test', one => {
    const [ours, theirs] = claims[one.of](one.input, one.expect);
    expect(ours).toEqual(theirs);
  });

  it('are 88 cases: 77 are the same here, 11 are shown otherwise for a reason', () => {
    expect(all).toHaveLength(88);
    expect(claimed).toHaveLength(77);
    expect(exceptions).toHaveLength(11);
  });
});
