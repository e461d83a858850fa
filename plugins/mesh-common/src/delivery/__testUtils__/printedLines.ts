import { DeliveryAnalysis, DeliveryMetric } from '../analysisStatus';
import { DeliveryInput } from '../deliveryStatus';
import { podState } from '../podState';
import { replicaSetState, scaleDownAt } from '../replicaSetState';

export interface ReplicaSetLine {
  name: string;
  status: string;
  roles?: string[];
  /** `passed`, or hours and minutes that are left at the moment of the case. */
  scaleDownDelay?: string;
  pods: { name: string; status: string; ready: string }[];
}

export interface AnalysisLine {
  name: string;
  phase: string;
  counts: {
    successful: number;
    failed: number;
    inconclusive: number;
    error: number;
  };
  jobs?: { name: string; status: string }[];
}

export interface ExperimentLine {
  name: string;
  status: string;
  replicaSets: ReplicaSetLine[];
  analysisRuns: AnalysisLine[];
}

/** A ReplicaSet with its pods, as the command line prints them. */
export function lineOf(name: string, input: DeliveryInput, now?: string) {
  const set = input.replicaSets.find(({ metadata }) => metadata.name === name);
  const deadline = set && scaleDownAt(set);
  return {
    name,
    status: set && replicaSetState(set),
    ...(deadline && { scaleDownDelay: delayOf(deadline, now) }),
    pods: sorted(
      input.pods
        .filter(({ metadata }) =>
          metadata.ownerReferences?.some(owner => owner.name === name),
        )
        .map(podState)
        .map(({ name: pod, status, ready, containers }) => ({
          name: pod,
          status,
          ready: `${ready}/${containers}`,
        })),
    ),
  };
}

export function delayOf(deadline: string, now = ''): string {
  const minutes = Math.floor((Date.parse(deadline) - Date.parse(now)) / 60_000);
  return minutes < 0
    ? 'passed'
    : `${Math.floor(minutes / 60)}h${minutes % 60}m`;
}

export function withoutRoles({
  name,
  status,
  scaleDownDelay,
  pods,
}: ReplicaSetLine) {
  return { name, status, ...(scaleDownDelay && { scaleDownDelay }), pods };
}

/** An analysis as the command line prints it: what came of all measurements of all metrics. */
export function analysisLine({ name, phase, metrics }: DeliveryAnalysis) {
  const sum = (count: (metric: DeliveryMetric) => number | undefined) =>
    metrics.reduce((total, metric) => total + (count(metric) ?? 0), 0);
  const jobs = metrics
    .flatMap(({ measurements }) => measurements)
    .flatMap(({ job, phase: status }) => (job ? [{ name: job, status }] : []));
  return {
    name,
    phase,
    counts: {
      successful: sum(({ successes }) => successes),
      failed: sum(({ failures }) => failures),
      inconclusive: sum(({ inconclusive }) => inconclusive),
      error: sum(({ errors }) => errors),
    },
    ...(jobs.length > 0 && { jobs: sorted(jobs) }),
  };
}

/** The command line prints the newest job first, and we the newest measurement last. */
export function sorted<T extends { name: string }>(list: T[]): T[] {
  return [...list].sort((a, b) => a.name.localeCompare(b.name));
}

export function shownAnalysis(line: AnalysisLine) {
  return { ...line, ...(line.jobs && { jobs: sorted(line.jobs) }) };
}
