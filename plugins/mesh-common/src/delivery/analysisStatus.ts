import { MetricSeries, metricSeries, metricVerdict } from './analysis';
import { AnalysisRun, MetricResult } from './AnalysisRun';
import { listOf } from './listOf';
import { ownedBy } from './ownedBy';
import { POD_HASH_LABEL } from './ReplicaSet';
import { AnalysisRunPointer, Rollout } from './Rollout';

/** How far an analysis, or one metric of it, is. `Pending` also before the controller has looked at it. */
export type AnalysisPhase =
  | 'Pending'
  | 'Running'
  | 'Successful'
  | 'Failed'
  | 'Error'
  | 'Inconclusive'
  | 'Unknown';

/** One metric of an analysis: what was measured, against which condition, and the verdict. */
export interface DeliveryMetric {
  name: string;
  phase: AnalysisPhase;
  /** Of the newest measurement that has one, as the metrics provider wrote it. */
  value?: string;
  successes?: number;
  failures?: number;
  measurements: { at: string; value?: string; phase: AnalysisPhase }[];
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
  metrics: DeliveryMetric[];
}

/** An analysis run as a portal shows it. Needs no rollout. */
export function analysisStatus(run: AnalysisRun): DeliveryAnalysis {
  const { status } = run;
  const series = metricSeries(run);
  return {
    name: run.metadata?.name ?? '',
    phase: analysisPhase(status?.phase),
    ...(status?.message ? { message: status.message } : {}),
    metrics: listOf(status?.metricResults).map(result => ({
      ...describeMetric(run, result),
      series: series.find(({ metric }) => metric === result.name),
    })),
  };
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
  return {
    name: result.name ?? '',
    phase: analysisPhase(result.phase),
    ...(value === undefined ? {} : { value }),
    successes: result.successful ?? (counted ? 0 : undefined),
    failures: result.failed ?? (counted ? 0 : undefined),
    measurements: measured.flatMap(one => {
      const at = one.finishedAt ?? one.startedAt;
      return at === undefined
        ? []
        : [{ at, value: one.value, phase: analysisPhase(one.phase) }];
    }),
    condition: conditionOf(asked),
    reason: metricVerdict(asked ?? {}, result, Boolean(spec?.terminate)).reason,
  };
}

function conditionOf(
  metric: { successCondition?: string; failureCondition?: string } | undefined,
): string | undefined {
  const { successCondition, failureCondition } = metric ?? {};
  return successCondition ?? (failureCondition && `not (${failureCondition})`);
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

function analysisPhase(phase: string | undefined): AnalysisPhase {
  switch (phase) {
    case undefined:
    case '':
    case 'Pending':
      return 'Pending';
    case 'Running':
    case 'Successful':
    case 'Failed':
    case 'Error':
    case 'Inconclusive':
      return phase;
    default:
      return 'Unknown';
  }
}
