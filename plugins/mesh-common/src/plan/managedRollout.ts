import {
  KubernetesObject,
  WorkloadObject,
} from '../kubernetes/KubernetesObject';
import { RolloutManifest } from '../manifests/rollout';
import { readManaged } from './managedFiles';
import { PlanContext } from './PlanContext';
import { Files, readObjects } from './readFolder';

/** Our Rollout, as the files have it. */
export function managedRollout(
  context: PlanContext,
  files: Files,
): RolloutManifest | undefined {
  const object = readManaged(context, files, 'Rollout');
  return object && isOurs(object) ? object : undefined;
}

/** How many pods the workload is to have, whichever of Deployment and Rollout runs them at the time. */
export function wantedReplicas(context: PlanContext, files: Files): number {
  return (
    managedRollout(context, files)?.spec.replicas ??
    deploymentReplicas(context, files) ??
    // Git leaves it to somebody else, so what runs now is what is wanted.
    context.view.get<WorkloadObject>(
      'Deployment',
      context.target.namespace,
      context.target.workload,
    )?.spec?.replicas ??
    1
  );
}

/** What the Deployment's own manifest says. */
export function deploymentReplicas(
  { manifest }: PlanContext,
  files: Files,
): number | undefined {
  const object = readObjects(files.get(manifest.path) ?? '')?.find(
    ({ document }) => document === manifest.document,
  )?.object;
  return object && isDeployment(object) ? object.spec?.replicas : undefined;
}

function isDeployment(object: KubernetesObject): object is WorkloadObject {
  return object.kind === 'Deployment';
}

/** Whether a Rollout shifts traffic, as opposed to only running pods. */
export function isRouting(existing: RolloutManifest | undefined): boolean {
  return existing?.spec.strategy.canary.trafficRouting !== undefined;
}

// The file carries our header, so it has the shape that we write.
function isOurs(object: KubernetesObject): object is RolloutManifest {
  return object.kind === 'Rollout';
}
