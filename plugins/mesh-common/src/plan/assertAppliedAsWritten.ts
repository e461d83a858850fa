import { INJECT_LABEL, REVISION_LABEL } from '../manifests/editWorkload';
import { DATAPLANE_MODE } from './dataPlane';
import {
  Kustomization,
  kustomizationOf,
  kustomizations,
  waysTo,
} from './kustomizations';
import { PlanContext } from './PlanContext';
import { PlanError } from './PlanError';
import { PlanStage } from './Plan';
import { readObjects } from './readFolder';

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
  const all = kustomizations(files);
  const own = kustomizationOf(all, manifest.path);
  if (!own || stages.length === 0) {
    return;
  }
  const ways = waysTo(all, own);
  const fitting = ways.filter(way => elsewhere(way, target.namespace) === '');
  if (fitting.length === 0) {
    throw new PlanError(
      `By ${ways[0].map(({ path }) => path).join(' and ')}, ${target.workload} ${elsewhere(ways[0], target.namespace)}, so it is not the ${target.workload} in namespace ${target.namespace} of cluster ${target.cluster}. Correct the path that is configured for the cluster, or the kustomization.`,
    );
  }
  const changed = stages.some(stage =>
    stage.files.some(({ path }) => path === manifest.path),
  );
  const override = fitting
    .flat()
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
export function appliedBy({ files, manifest }: PlanContext): string[] {
  const all = kustomizations(files);
  const own = kustomizationOf(all, manifest.path);
  return own ? waysTo(all, own).map(([{ path }]) => path) : [];
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
  const { kind } = manifest.object;
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
    .filter(patch => isAbout(kind, patch))
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

/** Whether a patch may be for objects of a kind, by its target or by what it is written as. */
function isAbout(
  kind: string,
  patch: Kustomization['patches'][number],
): boolean {
  const kinds = patch.kind
    ? [patch.kind]
    : (readObjects(patch.text) ?? []).map(({ object }) => object.kind);
  return kinds.length === 0 || kinds.includes(kind);
}
