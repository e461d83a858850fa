import { isDeepStrictEqual } from 'node:util';
import {
  KubernetesObject,
  WorkloadObject,
  workloadKinds,
} from '@onmesh/plugin-mesh-common';
import { Applied } from './applyFromGit';

/** A workload that makes pods, with their template. */
export interface PodMaker {
  owner: WorkloadObject;
  template: NonNullable<NonNullable<WorkloadObject['spec']>['template']>;
  replicas: number;
  /** The Deployment that a Rollout took over. */
  takenOver?: WorkloadObject;
}

/**
 * The workloads whose pods Git made or changed: those that are new, those with another template than the snapshot had,
 * and the Rollouts that refer to such a Deployment, which make its pods in its place.
 */
export function podMakers({ objects, changed }: Applied): PodMaker[] {
  const workloads = objects.filter(isWorkload);
  const owners = changed.flatMap(({ object, before }) =>
    isWorkload(object) && !hasSameTemplate(object, before)
      ? [referringRollout(object, workloads) ?? object]
      : [],
  );
  return [...new Set(owners)].flatMap(owner => {
    const takenOver = referredDeployment(owner, workloads);
    const template = owner.spec?.template ?? takenOver?.spec?.template;
    const replicas = owner.spec?.replicas ?? takenOver?.spec?.replicas ?? 1;
    return template ? [{ owner, template, replicas, takenOver }] : [];
  });
}

function isWorkload(object: KubernetesObject): object is WorkloadObject {
  const kinds: readonly string[] = workloadKinds;
  return kinds.includes(object.kind);
}

function hasSameTemplate(
  { spec }: WorkloadObject,
  before: KubernetesObject | undefined,
): boolean {
  return (
    before !== undefined &&
    isWorkload(before) &&
    isDeepStrictEqual(spec?.template, before.spec?.template) &&
    isDeepStrictEqual(spec?.workloadRef, before.spec?.workloadRef)
  );
}

function referringRollout(
  workload: WorkloadObject,
  workloads: readonly WorkloadObject[],
): WorkloadObject | undefined {
  return workloads.find(
    other => referredDeployment(other, [workload]) === workload,
  );
}

function referredDeployment(
  { metadata, spec }: WorkloadObject,
  workloads: readonly WorkloadObject[],
): WorkloadObject | undefined {
  return workloads.find(
    other =>
      other.kind === 'Deployment' &&
      spec?.workloadRef?.kind === 'Deployment' &&
      spec.workloadRef.name === other.metadata.name &&
      metadata.namespace === other.metadata.namespace,
  );
}
