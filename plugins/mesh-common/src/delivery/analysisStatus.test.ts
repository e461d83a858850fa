import { readVectors } from '../__testUtils__/vectors';
import { AnalysisRun } from './AnalysisRun';
import { analysesOf, analysisStatus } from './analysisStatus';
import { Rollout } from './Rollout';

const run = (
  status: AnalysisRun['status'],
  spec?: AnalysisRun['spec'],
): AnalysisRun => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AnalysisRun',
  metadata: { name: 'orders-b-2' },
  spec,
  status,
});

describe('analysisStatus', () => {
  it('tells each metric with its condition, its newest value and its measurements', () => {
    expect(
      analysisStatus(
        run(
          {
            phase: 'Failed',
            message: 'too many errors',
            metricResults: [
              {
                name: 'success-rate',
                phase: 'Failed',
                count: 2,
                successful: 1,
                failed: 1,
                measurements: [
                  {
                    phase: 'Successful',
                    value: '0.99',
                    finishedAt: '2026-01-01T00:01:00Z',
                  },
                  {
                    phase: 'Failed',
                    value: '0.90',
                    finishedAt: '2026-01-01T00:02:00Z',
                  },
                ],
              },
            ],
          },
          {
            metrics: [
              { name: 'success-rate', successCondition: 'result >= 0.95' },
            ],
          },
        ),
      ),
    ).toMatchObject({
      name: 'orders-b-2',
      phase: 'Failed',
      message: 'too many errors',
      metrics: [
        {
          name: 'success-rate',
          phase: 'Failed',
          value: '0.90',
          successes: 1,
          failures: 1,
          condition: 'result >= 0.95',
          reason: 'failed (1) > failureLimit (0)',
          series: {
            lines: [{ name: '', points: [{ value: 0.99 }, { value: 0.9 }] }],
            thresholds: [{ name: '', value: 0.95, bounds: 'success' }],
          },
          measurements: [
            { at: '2026-01-01T00:01:00Z', value: '0.99', phase: 'Successful' },
            { at: '2026-01-01T00:02:00Z', value: '0.90', phase: 'Failed' },
          ],
        },
      ],
    });
  });

  it('keeps the counts of a metric that was not measured yet unknown', () => {
    const { metrics } = analysisStatus(
      run({ metricResults: [{ name: 'p99', phase: 'Running' }] }),
    );
    expect(metrics[0].successes).toBeUndefined();
    expect(metrics[0].failures).toBeUndefined();
  });

  it('reads a left out count as zero once something was counted', () => {
    const { metrics } = analysisStatus(
      run({ metricResults: [{ name: 'p99', count: 3, successful: 3 }] }),
    );
    expect(metrics[0].failures).toBe(0);
  });
});

describe('analysesOf', () => {
  const rollout: Rollout = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'orders', uid: '1' },
    status: {
      currentPodHash: 'b',
      canary: {
        currentBackgroundAnalysisRunStatus: {
          name: 'orders-b-2',
          status: 'Running',
        },
      },
    },
  };
  const owned = (name: string, hash: string): AnalysisRun => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisRun',
    metadata: {
      name,
      labels: { 'rollouts-pod-template-hash': hash },
      ownerReferences: [{ kind: 'Rollout', name: 'orders', uid: '1' }],
    },
  });

  it('leaves out the analyses of older versions', () => {
    const names = analysesOf(rollout, [
      owned('orders-a-1', 'a'),
      owned('orders-b-2', 'b'),
    ]).map(({ name }) => name);
    expect(names).toEqual(['orders-b-2']);
  });

  it('tells what the rollout says about a run that could not be read', () => {
    expect(analysesOf(rollout, [])).toEqual([
      { name: 'orders-b-2', phase: 'Running', metrics: [] },
    ]);
  });
});

interface HealthCase {
  kind: string;
  object: string;
  expect: { status: string; message: string };
}

const health = readVectors<{ cases: HealthCase[] }>('argocd/health.yaml');
const healthOf: Record<string, string> = {
  Pending: 'Progressing',
  Running: 'Progressing',
  Successful: 'Healthy',
  Failed: 'Degraded',
  Error: 'Degraded',
  Inconclusive: 'Unknown',
};
/** Argo CD's words for a phase, where the run has no message of its own. */
const healthWords: Record<string, RegExp> = {
  Pending: /^(Analysis run is running|Waiting for analysis run to finish: .*)$/,
  Running: /^Analysis run is running$/,
  Successful: /^Analysis run completed successfully$/,
  Failed: /^Analysis run failed$/,
  Error: /^Analysis run had an error$/,
  Inconclusive: /^Analysis run was inconclusive$/,
};

(health ? describe : describe.skip)('the health that Argo CD shows', () => {
  it.each((health?.cases ?? []).filter(({ kind }) => kind === 'AnalysisRun'))(
    '$object',
    ({ object, expect: expected }) => {
      const read = readVectors<AnalysisRun>(`argocd/${object}`);
      const { phase, message } = analysisStatus(read ?? run(undefined));

      expect(healthOf[phase]).toBe(expected.status);
      expect(message ?? expected.message).toBe(expected.message);
      expect(
        message !== undefined || healthWords[phase].test(expected.message),
      ).toBe(true);
    },
  );

  it('is 11 runs; Experiments are in experiments/experimentStatus.test.ts', () => {
    expect(
      health?.cases.filter(({ kind }) => kind === 'AnalysisRun'),
    ).toHaveLength(11);
  });
});
