import { MetricResult } from '../AnalysisRun';
import { AnalysisPhase } from '../analysisPhase';

/** How a metric stands, in words, and what of it deserves a look although nothing has failed. */
export interface MetricWords {
  text: string;
  concern?: 'error' | 'warning';
}

const texts: Record<AnalysisPhase, string> = {
  Unknown: 'Analysis status unknown',
  Pending: 'Analysis pending',
  Running: 'Analysis in progress',
  Successful: 'Analysis passed',
  Failed: 'Analysis failed',
  Inconclusive: 'Analysis inconclusive',
  Error: 'Analysis errored',
};

/**
 * The words of a metric: that it passed hides what did not pass on the way.
 *
 * Source: argo-rollouts ui/src/app/components/analysis-modal/transforms.ts, `metricStatusLabel`, `metricSubstatus`.
 */
export function metricWords(
  phase: AnalysisPhase,
  { failed = 0, error = 0, inconclusive = 0 }: MetricResult,
): MetricWords {
  const isGoingWell = phase === 'Running' || phase === 'Successful';
  const concern = concernOf(failed, error + inconclusive);
  const text =
    phase === 'Successful'
      ? `Analysis passed${blemish({ failed, error, inconclusive })}`
      : texts[phase];
  return isGoingWell && concern ? { text, concern } : { text };
}

function concernOf(failed: number, others: number): MetricWords['concern'] {
  if (failed > 0) {
    return 'error';
  }
  return others > 0 ? 'warning' : undefined;
}

function blemish(counts: {
  failed: number;
  error: number;
  inconclusive: number;
}): string {
  const { failed, error, inconclusive } = counts;
  const seen = [
    ...(failed > 0 ? [' with measurement failures'] : []),
    ...(error > 0 ? [' with measurement errors'] : []),
    ...(inconclusive > 0 ? [' with inconclusive measurements'] : []),
  ];
  return seen.length > 1 ? ' with multiple issues' : (seen[0] ?? '');
}
