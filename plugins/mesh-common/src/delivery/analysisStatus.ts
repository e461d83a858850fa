import {
  limitPassed,
  MetricSeries,
  metricProvider,
  metricQueries,
  metricSeries,
  metricVerdict,
  MetricWords,
  metricWords,
  resolveArgs,
  runVerdict,
} from './analysis';
import { AnalysisPhase, analysisPhase, isCompleted } from './analysisPhase';
import { AnalysisRun, Metric, MetricResult } from './AnalysisRun';
import { listOf } from './listOf';
import { ownedBy } from './ownedBy';
import { POD_HASH_LABEL } from './ReplicaSet';
import { AnalysisRunPointer, Rollout } from './Rollout';

/** One metric of an analysis: what was measured, against which condition, and the verdict. */
export interface DeliveryMetric {
  name: string;
  phase: AnalysisPhase;
  /** Of the newest measurement that has one, as the metrics provider wrote it. */
  value?: string;
  successes?: number;
  failures?: number;
  /** Values that decided nothing, and queries that failed; absent when there were none. */
  inconclusive?: number;
  errors?: number;
  /** The verdict in words; a concern where it goes well although something failed on the way. */
  words?: MetricWords;
  /** That its verdict does not count. */
  dryRun?: boolean;
  /** `prometheus`, `job`; undefined when the run's spec does not say. */
  provider?: string;
  /** What the provider is asked, with the values of the run. */
  queries?: string[];
  measurements: {
    at: string;
    value?: string;
    phase: AnalysisPhase;
    /** Name of the Job that measured. */
    job?: string;
  }[];
  /** The expression that a value has to satisfy. */
  condition?: string;
  /** Which limit was passed, when one was: `failed (3) > failureLimit (2)`. */
  reason?: string;
  /** What was measured, ready to plot; undefined when that were no numbers. */
  series?: MetricSeries;
}

/** One analysis of the new version. */
export interface DeliveryAnalysis {
  name: string;
  phase: AnalysisPhase;
  message?: string;
  /** RFC 3339: when it started, and when the newest measurement ended. */
  since?: string;
  until?: string;
  metrics: DeliveryMetric[];
}

/** An analysis run as a portal shows it. Needs no rollout. */
export function analysisStatus(run: AnalysisRun): DeliveryAnalysis {
  const { status } = run;
  const series = metricSeries(run);
  const phase = phaseOf(run);
  const message = status?.message || messageOf(run, phase);
  const since = momentIn([status?.startedAt]);
  const until = momentIn(
    listOf(status?.metricResults).flatMap(({ measurements }) =>
      listOf(measurements).map(({ finishedAt }) => finishedAt),
    ),
  );
  return {
    name: run.metadata?.name ?? '',
    phase,
    ...(message ? { message } : {}),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    metrics: listOf(status?.metricResults).map(result => ({
      ...describeMetric(run, result),
      series: series.find(({ metric }) => metric === result.name),
    })),
  };
}

/** What was measured tells the phase where the controller has not written it yet. */
function phaseOf(run: AnalysisRun): AnalysisPhase {
  const { phase, metricResults } = run.status ?? {};
  return phase || listOf(metricResults).length === 0
    ? analysisPhase(phase)
    : runVerdict(run).phase;
}

/** Why it ended as it did, or why it will end badly, where the controller has not said it. */
function messageOf(run: AnalysisRun, phase: AnalysisPhase): string {
  if (!run.spec?.metrics) {
    return '';
  }
  const verdict = runVerdict(run);
  return verdict.phase === phase ||
    (phase === 'Pending' && verdict.phase === 'Error')
    ? verdict.message
    : '';
}

function momentIn(moments: (string | undefined)[]): string | undefined {
  return moments
    .filter(one => !Number.isNaN(Date.parse(String(one))))
    .sort((a, b) => Date.parse(String(a)) - Date.parse(String(b)))
    .at(-1);
}

/**
 * The analyses of the version that is being delivered, newest first, and those that the rollout names but whose objects
 * could not be read.
 */
export function analysesOf(
  rollout: Rollout,
  runs: readonly AnalysisRun[],
): DeliveryAnalysis[] {
  const found = listOf(runs)
    .filter(run => ownedBy(run, rollout) && isOfThisVersion(run, rollout))
    .sort((a, b) => createdAt(b) - createdAt(a))
    .map(analysisStatus);
  const names = new Set(found.map(({ name }) => name));
  const unread = pointersOf(rollout).filter(
    ({ name }) => name !== undefined && !names.has(name),
  );
  return [
    ...found,
    ...unread.map(({ name = '', status, message }) => ({
      name,
      phase: analysisPhase(status),
      ...(message ? { message } : {}),
      metrics: [],
    })),
  ];
}

function describeMetric(
  { spec }: AnalysisRun,
  result: MetricResult,
): DeliveryMetric {
  const asked = listOf(spec?.metrics).find(({ name }) => name === result.name);
  const measured = listOf(result.measurements);
  const value = measured.findLast(one => one.value !== undefined)?.value;
  // Once something was counted, a count that is left out is a zero; before that it is unknown.
  const counted = result.count !== undefined && result.count > 0;
  const phase = analysisPhase(result.phase);
  const queries = asked && metricQueries(asked, spec?.args);
  const provider = asked && metricProvider(asked);
  return {
    name: result.name ?? '',
    phase,
    words: metricWords(phase, result),
    ...(result.dryRun ? { dryRun: true } : {}),
    ...(provider === undefined ? {} : { provider }),
    ...(queries === undefined ? {} : { queries }),
    ...(result.inconclusive ? { inconclusive: result.inconclusive } : {}),
    ...(result.error ? { errors: result.error } : {}),
    ...(value === undefined ? {} : { value }),
    successes: result.successful ?? (counted ? 0 : undefined),
    failures: result.failed ?? (counted ? 0 : undefined),
    measurements: measured.flatMap(one => {
      const at = one.finishedAt ?? one.startedAt;
      return at === undefined
        ? []
        : [
            {
              at,
              value: one.value,
              phase: analysisPhase(one.phase),
              ...(one.metadata?.['job-name'] && {
                job: one.metadata['job-name'],
              }),
            },
          ];
    }),
    condition: conditionOf(asked, spec?.args),
    reason: reasonOf(asked ?? {}, result, phase),
  };
}

function reasonOf(
  metric: Metric,
  result: MetricResult,
  phase: AnalysisPhase,
): string | undefined {
  return isCompleted(phase)
    ? limitPassed(metric, result)?.reason
    : metricVerdict(metric, result, false).reason;
}

function conditionOf(
  metric: Metric | undefined,
  args: NonNullable<AnalysisRun['spec']>['args'],
): string | undefined {
  const { successCondition, failureCondition } = metric ?? {};
  const condition =
    successCondition ?? (failureCondition && `not (${failureCondition})`);
  return condition && resolveArgs(condition, args);
}

/** Runs without the label are kept: they were started for the rollout as a whole. */
function isOfThisVersion(run: AnalysisRun, rollout: Rollout): boolean {
  const hash = run.metadata?.labels?.[POD_HASH_LABEL];
  return hash === undefined || hash === rollout.status?.currentPodHash;
}

function pointersOf({ status }: Rollout): AnalysisRunPointer[] {
  return listOf([
    status?.canary?.currentStepAnalysisRunStatus,
    status?.canary?.currentBackgroundAnalysisRunStatus,
    status?.blueGreen?.prePromotionAnalysisRunStatus,
    status?.blueGreen?.postPromotionAnalysisRunStatus,
  ]).filter(pointer => pointer !== undefined);
}

function createdAt(run: AnalysisRun): number {
  return Date.parse(run.metadata?.creationTimestamp ?? '') || 0;
}
