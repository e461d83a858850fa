import { AnalysisRun } from '../AnalysisRun';
import { analysisPhase, isCompleted } from '../analysisPhase';
import { analysisStatus, DeliveryAnalysis } from '../analysisStatus';
import { durationSeconds } from '../durationSeconds';
import { listOf } from '../listOf';
import { momentAfter } from '../momentAfter';
import { ownedBy } from '../ownedBy';
import { ReplicaSet } from '../ReplicaSet';
import { DeliveryExperiment, ExperimentVersion } from './DeliveryExperiment';
import { Experiment } from './Experiment';

const REVISION = 'rollout.argoproj.io/revision';
const TEMPLATE = 'experiment.argoproj.io/template-name';

/**
 * An experiment as a portal shows it. Needs no rollout. Lists may hold objects of other experiments.
 *
 * Source: argo-rollouts pkg/kubectl-argo-rollouts/info/experiment_info.go.
 */
export function experimentStatus(
  experiment: Experiment,
  objects: {
    replicaSets: readonly ReplicaSet[];
    analysisRuns: readonly AnalysisRun[];
  },
): DeliveryExperiment {
  const { metadata, status } = experiment;
  const revision = Number(metadata?.annotations?.[REVISION]);
  return {
    name: metadata?.name ?? '',
    phase: analysisPhase(status?.phase),
    ...(status?.message ? { message: status.message } : {}),
    ...(Number.isInteger(revision) ? { revision } : {}),
    since: metadata?.creationTimestamp,
    until: endOf(experiment),
    versions: versionsOf(experiment, objects.replicaSets),
    analysis: analysesOf(experiment, objects.analysisRuns),
  };
}

function endOf({ spec, status }: Experiment): string | undefined {
  const seconds = durationSeconds(spec?.duration);
  return isCompleted(analysisPhase(status?.phase)) || seconds === undefined
    ? undefined
    : momentAfter(status?.availableAt, seconds);
}

function versionsOf(
  experiment: Experiment,
  replicaSets: readonly ReplicaSet[],
): ExperimentVersion[] {
  const sets = listOf(replicaSets).filter(set => ownedBy(set, experiment));
  return listOf(experiment.spec?.templates).map(template => {
    const { name = '' } = template;
    const set = sets.find(one => isOfTemplate(one, experiment, name));
    const reported = listOf(experiment.status?.templateStatuses).find(
      one => one.name === name,
    );
    const counts = set?.status ?? reported;
    const ready = counts && (counts.readyReplicas ?? 0);
    const wanted =
      counts && (set?.spec?.replicas ?? template.replicas ?? counts.replicas);
    const spec = set?.spec?.template?.spec ?? template.template?.spec;
    return {
      name,
      images: [
        ...new Set(
          listOf(spec?.containers).flatMap(({ image }) => image ?? []),
        ),
      ],
      // A count that is no number, in a damaged object, is unknown.
      ...(Number.isFinite(ready) && Number.isFinite(wanted ?? 1)
        ? { pods: { ready: ready ?? 0, wanted: wanted ?? 1 } }
        : {}),
      ...(reported?.message ? { message: reported.message } : {}),
    };
  });
}

/** Releases before 1.0 named the ReplicaSet after the template, and did not annotate it. */
function isOfTemplate(
  { metadata }: ReplicaSet,
  experiment: Experiment,
  template: string,
): boolean {
  const annotated = metadata?.annotations?.[TEMPLATE];
  const prefix = `${experiment.metadata?.name}-${template}`;
  return annotated === undefined
    ? `${metadata?.name}-`.startsWith(`${prefix}-`)
    : annotated === template;
}

/** Those whose runs could be read, and what the experiment says about the others. */
function analysesOf(
  experiment: Experiment,
  runs: readonly AnalysisRun[],
): DeliveryAnalysis[] {
  const found = listOf(runs)
    .filter(run => ownedBy(run, experiment))
    .map(analysisStatus);
  const names = new Set(found.map(({ name }) => name));
  const unread = listOf(experiment.status?.analysisRuns).filter(
    ({ analysisRun }) => !names.has(analysisRun ?? ''),
  );
  return [
    ...found,
    ...unread.map(({ analysisRun, name, phase, message }) => ({
      name: analysisRun || (name ?? ''),
      phase: analysisPhase(phase),
      ...(message ? { message } : {}),
      metrics: [],
    })),
  ];
}
