import { readVectors } from '../../__testUtils__/vectors';
import { AnalysisRun, RunSummary } from '../AnalysisRun';
import { analysisStatus } from '../analysisStatus';
import { runVerdict } from './runVerdict';

const vectors = readVectors<{
  runVerdict: {
    id: string;
    run: AnalysisRun;
    expect: {
      phase: string;
      message?: string;
      metricPhases?: Record<string, string>;
      metricMessages?: Record<string, string>;
      dryRunSummary?: RunSummary;
    };
  }[];
}>('rollouts/analysis.yaml');

(vectors ? describe : describe.skip)(
  'the verdict of the controller on a run',
  () => {
    it.each(vectors?.runVerdict ?? [])('is given for $id', one => {
      const found = runVerdict(one.run);
      const { phase, message, metricPhases = {}, dryRunSummary } = one.expect;
      expect(found.phase).toBe(phase);
      expect(found.message).toBe(message ?? found.message);
      expect(found.metrics).toEqual(
        expect.arrayContaining(
          Object.entries(metricPhases).map(([name, its]) => ({
            name,
            phase: its,
          })),
        ),
      );
      expect(found.dryRunSummary).toEqual(dryRunSummary ?? found.dryRunSummary);
      const told = Object.entries(one.expect.metricMessages ?? {});
      expect(
        analysisStatus(one.run)
          .metrics.filter(({ name }) =>
            told.some(([metric]) => metric === name),
          )
          .map(metric => [
            metric.name,
            `Metric assessed ${metric.phase} due to ${metric.reason}`,
          ]),
      ).toEqual(told);
    });

    it('is 19 runs, all of them compared', () => {
      expect(vectors?.runVerdict).toHaveLength(19);
    });
  },
);

const run = (spec: AnalysisRun['spec'], status?: AnalysisRun['status']) =>
  ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisRun',
    metadata: { name: 'orders-b-2' },
    spec,
    status,
  }) as const;

const web = { provider: { web: {} } };

describe('an analysis whose controller has not spoken yet', () => {
  it.each([
    [[{ ...web, count: 2 }], /^Analysis spec invalid: .*interval must be/],
    [[{ name: 'a' }], /^Analysis spec invalid: .*no provider specified/],
    [[web, web], /^Analysis spec invalid: .*duplicate name/],
    [
      [{ ...web, successCondition: 'result > {{args.limit}}' }],
      /failed to resolve \{\{args.limit\}\}$/,
    ],
    [
      [{ ...web, failureLimit: -1 }],
      /failureLimit and consecutiveSuccessLimit cannot both be disabled$/,
    ],
    [[{ ...web, interval: 'often' }], /invalid interval string/],
  ])('says beforehand what will end it: %j', (metrics, message) => {
    const status = analysisStatus(run({ metrics }));
    expect(status.phase).toBe('Pending');
    expect(status.message).toMatch(message);
  });

  it('takes an argument from a Secret for one that has a value', () => {
    const metrics = [{ ...web, successCondition: 'result > {{args.limit}}' }];
    const args = [{ name: 'limit', valueFrom: { secretKeyRef: {} } }];
    expect(analysisStatus(run({ metrics, args })).message).toBeUndefined();
  });

  it('tells by its measurements how far it is', () => {
    const status = analysisStatus(
      run(
        { metrics: [{ name: 'a', ...web }] },
        {
          metricResults: [
            {
              name: 'a',
              count: 1,
              failed: 1,
              phase: 'Running',
              measurements: [{ phase: 'Failed', message: 'HTTP 500' }],
            },
          ],
        },
      ),
    );
    expect(status.phase).toBe('Failed');
    expect(status.message).toBe(
      'Metric "a" assessed Failed due to failed (1) > failureLimit (0): "Error Message: HTTP 500"',
    );
  });
});
