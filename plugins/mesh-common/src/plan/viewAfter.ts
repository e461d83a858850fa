import {
  KubernetesObject,
  Pod,
  WorkloadObject,
} from '../kubernetes/KubernetesObject';
import { Target } from '../status/Target';
import { findWorkload, workloadKinds } from '../status/Workload';
import { ClusterView } from '../view/ClusterView';
import { mergedObject, without } from './mergedObject';
import { PlanFile } from './Plan';
import { newPodAfter, runningPodAfter } from './podAfter';
import { readObjects } from './readFolder';

/**
 * The cluster as it will be once files are merged, applied, and every pod replaced that they change.
 *
 * Rollouts that run the pods of a Deployment, and their analyses, are not added: what they do is their controller's doing,
 * and without its word a status would only look unfinished.
 */
export function viewAfter(
  view: ClusterView,
  target: Target,
  files: readonly PlanFile[],
): ClusterView {
  const before = files.flatMap(file => objectsIn(file.before, target));
  const after = files.flatMap(file => objectsIn(file.after, target));
  const gone = before.filter(b => !after.some(a => isSame(a, b)));
  const changed = after.filter(
    a => !before.some(b => JSON.stringify(a) === JSON.stringify(b)),
  );
  const workload = findWorkload(view, target);

  const objects = new Map(view.objects().map(o => [key(o), o]));
  gone.forEach(object => objects.delete(key(object)));
  for (const object of changed) {
    const live = objects.get(key(object));
    const earlier = before.find(b => isSame(b, object));
    if (hasTemplate(object)) {
      if (live && isWorkload(live)) {
        objects.set(key(object), withTemplateLabels(live, object, earlier));
      }
    } else if (!/^(argoproj\.io|flagger\.app)\//.test(object.apiVersion)) {
      objects.set(key(object), mergedObject(object, live, earlier));
    }
  }

  const next = (all: Iterable<KubernetesObject>) =>
    new ClusterView({
      cluster: view.cluster,
      mesh: view.mesh,
      gaps: view.gaps,
      objects: all,
    });
  const applied = next(objects.values());
  const template = findWorkload(applied, target)?.template;
  if (!workload || !template) {
    return applied;
  }
  if (!restarts(files, target)) {
    if (changed.some(({ kind }) => kind === 'Namespace')) {
      workload.pods.forEach(pod =>
        objects.set(key(pod), runningPodAfter(applied, pod)),
      );
    }
    return next(objects.values());
  }
  for (const pod of workload.pods) {
    const labels = without(pod.metadata.labels, workload.template.labels);
    const replaced: Pod = {
      ...pod,
      metadata: { ...pod.metadata, labels: { ...labels, ...template.labels } },
    };
    objects.set(key(pod), newPodAfter(applied, replaced));
  }
  return next(objects.values());
}

/** Whether files change the pod template of a target's workload, so that its pods are replaced. */
export function restarts(files: readonly PlanFile[], target: Target): boolean {
  const template = (text: string | null) =>
    JSON.stringify(
      objectsIn(text, target)
        .filter(hasTemplate)
        .filter(({ metadata }) => metadata.name === target.workload)
        .map(({ spec }) => spec?.template),
    );
  return files.some(
    ({ before, after }) =>
      before !== null && after !== null && template(before) !== template(after),
  );
}

function objectsIn(text: string | null, target: Target): KubernetesObject[] {
  return (readObjects(text ?? '') ?? []).map(({ object }) => ({
    ...object,
    metadata:
      object.kind === 'Namespace'
        ? object.metadata
        : { namespace: target.namespace, ...object.metadata },
  }));
}

/** The live workload with what changed in the labels of its template; what only the cluster has stays. */
function withTemplateLabels(
  live: WorkloadObject,
  object: WorkloadObject,
  earlier: KubernetesObject | undefined,
): WorkloadObject {
  const { template } = live.spec ?? {};
  const removed = earlier && isWorkload(earlier) ? labelsOf(earlier) : {};
  return {
    ...live,
    spec: {
      ...live.spec,
      template: {
        ...template,
        metadata: {
          ...template?.metadata,
          labels: { ...without(labelsOf(live), removed), ...labelsOf(object) },
        },
      },
    },
  };
}

function labelsOf({ spec }: WorkloadObject): Record<string, string> {
  return spec?.template?.metadata?.labels ?? {};
}

/** Not so a Rollout that runs the pods of a Deployment. */
function hasTemplate(object: KubernetesObject): object is WorkloadObject {
  return isWorkload(object) && object.spec?.template !== undefined;
}

function isWorkload(object: KubernetesObject): object is WorkloadObject {
  return workloadKinds.some(kind => kind === object.kind);
}

function isSame(a: KubernetesObject, b: KubernetesObject): boolean {
  return key(a) === key(b);
}

// Istio and the Gateway API both have a Gateway, so the group counts; which version of it an object was read in does not.
function key({ apiVersion, kind, metadata }: KubernetesObject): string {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return `${group}/${kind}/${metadata.namespace ?? ''}/${metadata.name}`;
}
