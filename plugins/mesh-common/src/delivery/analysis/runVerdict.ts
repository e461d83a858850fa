import { AnalysisRun, Metric, MetricResult, RunSummary } from '../AnalysisRun';
import { AnalysisPhase, analysisPhase, isCompleted } from '../analysisPhase';
import { listOf } from '../listOf';
import { limitPassed, metricVerdict } from './metricVerdict';
import { namesMetric, runProblem } from './runProblem';

export interface RunVerdict {
  phase: AnalysisPhase;
  /** The controller's words; empty when it has none. */
  message: string;
  metrics: { name: string; phase: AnalysisPhase }[];
  /** Metrics whose verdict counts, and those that are only tried. */
  summary: Required<RunSummary>;
  dryRunSummary: Required<RunSummary>;
}

/** From good to bad. */
const ORDER = ['Successful', 'Inconclusive', 'Error', 'Failed'];

/**
 * The verdict on a run by what was measured: the worst of its metrics once all of them are through. Metrics that are only
 * tried never make it worse.
 *
 * Source: argo-rollouts analysis/analysis.go, `reconcileAnalysisRun`, `assessRunStatus`; utils/analysis/helpers.go, `IsWorse`.
 */
export function runVerdict(run: AnalysisRun): RunVerdict {
  const problem = isStarted(run) ? ruleProblemOf(run) : runProblem(run);
  const judged = listOf(run.spec?.metrics).map(metric => judge(run, metric));
  const summaries = {
    metrics: judged.flatMap(({ name, phase }) =>
      phase === undefined ? [] : [{ name, phase }],
    ),
    summary: summaryOf(judged.filter(({ dryRun }) => !dryRun)),
    dryRunSummary: summaryOf(judged.filter(({ dryRun }) => dryRun)),
  };
  return problem === undefined
    ? { ...overall(run, judged), ...summaries }
    : { phase: 'Error', message: problem, ...summaries };
}

interface Judged {
  name: string;
  dryRun: boolean;
  /** Undefined while the metric waits for its first measurement. */
  phase?: AnalysisPhase;
  reason?: string;
  detail?: string;
  /** By the limits alone. */
  counted?: AnalysisPhase;
}

/** Of a run that measures, the controller has taken the spec already: only what measuring does not show is judged. */
function isStarted({ status }: AnalysisRun): boolean {
  return listOf(status?.metricResults).length > 0;
}

function ruleProblemOf(run: AnalysisRun): string | undefined {
  const problem = runProblem(run);
  return problem?.includes('Rule didn') ? problem : undefined;
}

function judge(run: AnalysisRun, metric: Metric): Judged {
  const { spec, status } = run;
  const name = metric.name ?? '';
  const dryRun = listOf(spec?.dryRun).some(rule =>
    namesMetric(rule.metricName, name),
  );
  const result = listOf(status?.metricResults).find(one => one.name === name);
  if (!result) {
    return { name, dryRun };
  }
  const terminating = isTerminating(run);
  const reported = analysisPhase(result.phase);
  // The controller does not judge a metric again.
  const phase = isCompleted(reported)
    ? reported
    : metricVerdict(metric, result, terminating).phase;
  const limit = limitPassed(metric, result);
  return {
    name,
    dryRun,
    phase,
    reason: limit?.reason,
    detail: messageOf(result, phase !== reported),
    counted: limit?.phase,
  };
}

function messageOf(result: MetricResult, isNew: boolean): string | undefined {
  const last = listOf(result.measurements).at(-1);
  return isNew && last ? last.message : result.message;
}

/** Also once a metric that counts has failed: then the others are stopped. */
function isTerminating({ spec, status }: AnalysisRun): boolean {
  return (
    Boolean(spec?.terminate) ||
    listOf(status?.metricResults).some(
      ({ phase, dryRun }) =>
        !dryRun && ['Failed', 'Error', 'Inconclusive'].includes(phase ?? ''),
    )
  );
}

function overall(
  run: AnalysisRun,
  judged: Judged[],
): { phase: AnalysisPhase; message: string } {
  const through = judged.filter(
    ({ phase }) => phase !== undefined && isCompleted(phase),
  );
  const counting = through.filter(({ dryRun }) => !dryRun);
  let message = run.spec?.terminate ? 'Run Terminated' : '';
  let worst: AnalysisPhase | undefined;
  for (const one of through) {
    if (one.dryRun) {
      worst ??= 'Successful';
    } else if (worst === undefined || isWorse(worst, one.phase)) {
      worst = one.phase;
      message = one.reason ? sentence(one) : message;
    }
  }
  if (isTerminating(run)) {
    return { phase: worst ?? 'Successful', message };
  }
  return through.length < judged.length || worst === undefined
    ? { phase: 'Running', message: '' }
    : { phase: worst, message: counting.length > 0 ? message : '' };
}

function sentence({ name, phase, reason, detail }: Judged): string {
  const told = detail ? `: "Error Message: ${detail}"` : '';
  return `Metric "${name}" assessed ${phase} due to ${reason}${told}`;
}

function isWorse(than: AnalysisPhase, phase: AnalysisPhase | undefined) {
  return ORDER.indexOf(phase ?? '') > ORDER.indexOf(than);
}

function summaryOf(judged: Judged[]): Required<RunSummary> {
  const through = judged.filter(
    ({ phase }) => phase !== undefined && isCompleted(phase),
  );
  const count = (phase: AnalysisPhase) =>
    through.filter(({ counted = 'Successful' }) => counted === phase).length;
  return {
    count: judged.length,
    successful: count('Successful'),
    failed: count('Failed'),
    inconclusive: count('Inconclusive'),
    error: count('Error'),
  };
}
