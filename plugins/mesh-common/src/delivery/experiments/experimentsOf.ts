import { AnalysisRun } from '../AnalysisRun';
import { experimentStepOf } from '../canaryScale';
import { maxWeight } from '../canaryWeights';
import { listOf } from '../listOf';
import { ownedBy } from '../ownedBy';
import { POD_HASH_LABEL, ReplicaSet } from '../ReplicaSet';
import { Rollout } from '../Rollout';
import { DeliveryExperiment } from './DeliveryExperiment';
import { Experiment } from './Experiment';
import { experimentStatus } from './experimentStatus';

/**
 * The experiments of the version that is being delivered, newest first, and the one that the rollout names but that could
 * not be read. Undefined when there are none.
 */
export function experimentsOf(options: {
  rollout: Rollout;
  experiments: readonly Experiment[] | undefined;
  replicaSets: readonly ReplicaSet[];
  analysisRuns: readonly AnalysisRun[];
}): DeliveryExperiment[] | undefined {
  const { rollout } = options;
  const found = listOf(options.experiments)
    .filter(one => ownedBy(one, rollout) && isOfThisVersion(one, rollout))
    .sort((a, b) => createdAt(b) - createdAt(a))
    .map(one => withShares(one, experimentStatus(one, options), rollout));
  const pointer = rollout.status?.canary?.currentExperiment;
  const all =
    !pointer || found.some(({ name }) => name === pointer)
      ? found
      : [...found, unread(pointer, rollout)];
  return all.length === 0 ? undefined : all;
}

/** What the step asks for is known all the same. */
function unread(name: string, rollout: Rollout): DeliveryExperiment {
  const step = experimentStepOf(rollout);
  const length = step?.duration ? ` It is to run for ${step.duration}.` : '';
  return {
    name,
    phase: 'Unknown',
    message: `The rollout names this experiment, and it could not be read.${length}`,
    versions: listOf(step?.templates).map(template => ({
      name: template.name ?? '',
      images: [],
    })),
    analysis: [],
  };
}

/** The router tells an experiment's versions apart by the hash of their pods. */
function withShares(
  experiment: Experiment,
  told: DeliveryExperiment,
  rollout: Rollout,
): DeliveryExperiment {
  const { additional } = rollout.status?.canary?.weights ?? {};
  const hashes = new Map(
    listOf(experiment.status?.templateStatuses).map(one => [
      one.name,
      one.podTemplateHash,
    ]),
  );
  const versions = told.versions.map(version => {
    const hash = hashes.get(version.name);
    const part = listOf(additional).find(
      ({ podTemplateHash }) => hash !== undefined && podTemplateHash === hash,
    );
    return typeof part?.weight === 'number'
      ? { ...version, share: (part.weight * 100) / maxWeight(rollout) }
      : version;
  });
  return { ...told, versions };
}

function isOfThisVersion(one: Experiment, rollout: Rollout): boolean {
  const hash = one.metadata?.labels?.[POD_HASH_LABEL];
  return hash === undefined || hash === rollout.status?.currentPodHash;
}

function createdAt({ metadata }: Experiment): number {
  return Date.parse(metadata?.creationTimestamp ?? '') || 0;
}
