import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { INJECT_LABEL, REVISION_LABEL } from '../manifests/editWorkload';
import { DATAPLANE_MODE } from './dataPlane';
import {
  Kustomization,
  kustomizationOf,
  kustomizations,
  KustomizePatch,
  waysTo,
} from './kustomizations';
import { PlanContext } from './PlanContext';
import { PlanError } from './PlanError';
import { PlanStage } from './Plan';
import { readObjects } from './readFolder';

/** More are none that anybody wrote by hand, and would take long to follow. */
const MOST_WAYS = 100;

const LABELS = [INJECT_LABEL, REVISION_LABEL, DATAPLANE_MODE];

/**
 * Refuses a plan that a kustomization of the folder would make something else of: it gives objects other names or another
 * namespace, or sets again what the plan sets in the manifest of the workload.
 *
 * @throws PlanError
 */
export function assertAppliedAsWritten(
  context: PlanContext,
  stages: readonly PlanStage[],
): void {
  const { files, manifest, target } = context;
  const ways = waysOf(context);
  if (ways.length === 0 || stages.length === 0) {
    return;
  }
  const fitting = ways.filter(way => elsewhere(way, target.namespace) === '');
  if (fitting.length === 0) {
    throw new PlanError(
      `By ${ways[0].map(({ path }) => path).join(' and ')}, ${target.workload} ${elsewhere(ways[0], target.namespace)}, so it is not the ${target.workload} in namespace ${target.namespace} of cluster ${target.cluster}. Correct the path that is configured for the cluster, or the kustomization.`,
    );
  }
  const changed = stages.some(stage =>
    stage.files.some(({ path }) => path === manifest.path),
  );
  const all = kustomizations(files);
  const override = [...new Set(fitting.flat())]
    .flatMap(one => [
      one,
      ...all.filter(({ folder }) =>
        one.components.includes(folder.slice(0, -1)),
      ),
    ])
    .flatMap(one => overrides(one, context))
    .at(0);
  if (changed && override !== undefined) {
    throw new PlanError(
      `${override} again of ${target.workload}, which undoes what the plan writes in ${manifest.path}. Say it there, and nowhere else.`,
    );
  }
}

/** The kustomizations by which the workload is applied, from outside; empty where there is none. */
export function appliedBy(context: PlanContext): string[] {
  return [...new Set(waysOf(context).map(([{ path }]) => path))];
}

function waysOf({ files, manifest }: PlanContext): Kustomization[][] {
  const all = kustomizations(files);
  const own = kustomizationOf(all, manifest.path);
  const ways: Kustomization[][] = [];
  for (const way of own ? waysTo(all, own) : []) {
    if (ways.length === MOST_WAYS) {
      throw new PlanError(
        `Kustomizations take ${manifest.path} in more than ${MOST_WAYS} ways, so it cannot be told what becomes of it. Correct the resources of those that take each other, or the path that is configured for the cluster.`,
      );
    }
    ways.push(way);
  }
  return ways;
}

/** Where a way leads that is not where the manifest says; empty when it leads there. */
function elsewhere(way: readonly Kustomization[], namespace: string): string {
  const outermost = way.find(({ says }) => says.namespace)?.says.namespace;
  const affixes = way.flatMap(({ says: { namePrefix, nameSuffix } }) =>
    [namePrefix, nameSuffix].filter(affix => affix),
  );
  return [
    ...(outermost !== undefined && outermost !== namespace
      ? [`comes into namespace ${outermost}`]
      : []),
    ...affixes.map(affix => `gets ${affix} in its name`),
  ].join(' and ');
}

/** What a kustomization sets of a workload that plans set, each as the start of a sentence. */
function overrides(
  { path, says, patches }: Kustomization,
  { manifest, profile, target }: PlanContext,
): string[] {
  const { canary } = profile;
  const byRollout =
    canary !== undefined && canary.controller !== 'flagger' && !canary.versions;
  const labelled = [
    ...Object.keys(says.commonLabels),
    ...says.labels
      .filter(one => one.includeSelectors || one.includeTemplates)
      .flatMap(({ pairs }) => Object.keys(pairs)),
  ].filter(label => LABELS.includes(label));
  const scaled =
    byRollout && says.replicas.some(({ name }) => name === target.workload);
  const patched = patches
    .filter(patch => mayBeAbout(manifest.object, patch))
    .flatMap(({ text, path: file = `a patch in ${path}` }) =>
      [...LABELS, ...(byRollout ? ['replicas'] : [])]
        .filter(word => text.replaceAll('~1', '/').includes(word))
        .map(word => `${file} sets ${word}`),
    );
  return [
    ...labelled.map(label => `${path} sets ${label}`),
    ...(scaled ? [`${path} sets replicas`] : []),
    ...patched,
  ];
}

/** Whether a patch may be for an object, by its target or by what it is written as. */
function mayBeAbout(
  { kind, metadata: { name } }: KubernetesObject,
  { text, target }: KustomizePatch,
): boolean {
  if (target) {
    return mayMatch(target.kind, kind) && mayMatch(target.name, name);
  }
  const written = readObjects(text) ?? [];
  return (
    written.length === 0 ||
    written.some(
      ({ object }) => object.kind === kind && object.metadata.name === name,
    )
  );
}

/** Of regular expressions only those that are a plain word are tried: one that somebody wrote may take for ever. */
function mayMatch(pattern: string | undefined, value: string): boolean {
  return (
    pattern === undefined || !/^[\w-]+$/.test(pattern) || pattern === value
  );
}
