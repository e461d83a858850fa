import { isSafePath } from '../manifests/pathTemplate';
import { Profile } from '../profile/Profile';
import { ObservedTraffic } from '../status/ObservedTraffic';
import { Target } from '../status/Target';
import { Caller } from '../status/TargetStatus';
import { evaluateTarget } from '../status/evaluateTarget';
import { ClusterView } from '../view/ClusterView';
import { AmbientWaypoint, ambientWaypoint } from './ambientWaypoint';
import { appliedBy, assertAppliedAsWritten } from './assertAppliedAsWritten';
import { assertSameDataPlane } from './dataPlane';
import { localView } from './localView';
import { managedRollout } from './managedRollout';
import { othersSelected } from './othersSelected';
import { Plan, PlanFile, PlanStage } from './Plan';
import { PlanContext, planContext } from './PlanContext';
import { PlanError } from './PlanError';
import { planRisk } from './planRisk';
import { Files } from './readFolder';
import { StageDraft } from './StageDraft';
import { stageEffects } from './stageEffects';
import { authorize, authorizeDryRun } from './stages/authorize';
import { deliver, removeRollout } from './stages/deliver';
import { egress } from './stages/egress';
import { encrypt } from './stages/encrypt';
import {
  flagger,
  isFlaggers,
  retireFlagger,
  yieldRoutes,
} from './stages/flagger';
import { hasIngress, ingress } from './stages/ingress';
import { isEnrolled, join, sayProtocols } from './stages/join';
import { isCaptured, joinAmbient } from './stages/joinAmbient';
import { leave, openUp } from './stages/leave';
import { retireCanary } from './stages/retireCanary';
import { retireVersions, shiftByGit } from './stages/shiftByGit';
import { shiftTraffic } from './stages/shiftTraffic';
import { waypoint } from './stages/waypoint';
import { versionRoutes } from './versionRoutes';
import { viewAfter } from './viewAfter';

/**
 * What it takes to get from what the repository says now to what a profile says: one stage a pull request, each with
 * what it does to callers, predicted by the same rules that show the status. Stages that change no file are left out,
 * so planning again after the last one gives none.
 *
 * A profile with `mesh: none` is a plan to leave; the rest of it is not looked at.
 *
 * @throws PlanError when the repository cannot be changed safely; its message says what to do.
 * @throws WorkloadNotFoundError when the cluster does not have the workload.
 */
export function planStages(options: {
  profile: Profile;
  view: ClusterView;
  target: Target;
  observed?: ObservedTraffic;
  catalogCallers: readonly Caller[];
  /** The target's folder in the GitOps repository. */
  folder: string;
  /** Every YAML file below the folder, by its path in the repository. */
  files: Files;
  /** Where the analysis of a canary finds its metrics; Istio's add-on when absent. */
  prometheusAddress?: string;
}): Plan {
  const { profile, target, observed, catalogCallers, folder } = options;
  const context = planContext(options);
  const status = (view: ClusterView) =>
    evaluateTarget({ view, target, observed, catalogCallers });

  let view = localView(options.view, target);
  let { files } = options;
  let before = status(view);
  const stages: PlanStage[] = [];
  for (const draft of drafts(context)) {
    const next = draft.change(files);
    const changed = difference(files, next);
    if (changed.length > 0) {
      assertInside(folder, changed);
      view = viewAfter(view, target, changed);
      const after = status(view);
      stages.at(-1)?.gates.push(...(draft.entryGates ?? []));
      stages.push({
        id: draft.id,
        title: draft.title,
        why: draft.why,
        files: changed,
        gates: [...draft.gates],
        ...(draft.hints && { hints: draft.hints }),
        effects: stageEffects({ before, after, files: changed, target }),
      });
      before = after;
      files = next;
    }
  }
  assertAppliedAsWritten(context, stages);
  const planned = stages.map(stage => ({
    ...stage,
    gates: [...new Set(stage.gates)],
  }));
  return {
    target,
    profile,
    stages: planned,
    ...planRisk({
      profile,
      stages: planned,
      observed,
      workloadKind: context.manifest.object.kind,
      appliedBy: appliedBy(context),
      othersSelected: othersSelected(context),
    }),
  };
}

/** The stages in the order that is safe. */
function drafts(context: PlanContext): StageDraft[] {
  const { profile } = context;
  if (profile.mesh === 'none') {
    return [openUp(context), leave(context)];
  }
  assertSameDataPlane(context);
  const ambient = profile.mesh === 'istio-ambient';
  const through = ambient ? ambientWaypoint(context) : undefined;
  const goes = !profile.ingress && hasIngress(context);
  return [
    egress(context),
    ...(isCaptured(context) || isEnrolled(context)
      ? [sayProtocols(context)]
      : []),
    ambient ? joinAmbient(context) : join(context),
    ...(through?.own ? [waypoint(context, through)] : []),
    authorizeDryRun(context, through),
    encrypt(context),
    // A gateway that is no longer to call is shut before policies refuse it.
    ...(goes ? [ingress(context)] : []),
    authorize(context, through),
    ...(goes ? [] : [ingress(context)]),
    ...delivery(context, through),
  ];
}

/** Each controller takes over from pods that no other runs, so who leaves one for the other first gives the pods back. */
function delivery(
  context: PlanContext,
  through: AmbientWaypoint | undefined,
): StageDraft[] {
  const { canary } = context.profile;
  const byFlagger = canary?.controller === 'flagger';
  const byArgo = canary !== undefined && !byFlagger && !canary.versions;
  const rollout = managedRollout(context, context.files);
  const retiring = [
    ...(versionRoutes(context, context.files) && !canary?.versions
      ? [retireVersions(context)]
      : []),
    ...(isFlaggers(context) && !byFlagger ? [retireFlagger(context)] : []),
    ...(rollout && !byArgo ? [retireCanary(context)] : []),
  ];
  if (!canary || byArgo) {
    return [
      ...retiring,
      deliver(context, through),
      ...(byArgo ? [shiftTraffic(context)] : []),
    ];
  }
  return [
    ...retiring,
    ...(rollout ? [removeRollout(context)] : []),
    ...(canary.versions
      ? shiftByGit(context, { ...canary, versions: canary.versions }, through)
      : [yieldRoutes(context), flagger(context)]),
  ];
}

function difference(before: Files, after: Files): PlanFile[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .map(path => ({
      path,
      before: before.get(path) ?? null,
      after: after.get(path) ?? null,
    }))
    .filter(file => file.before !== file.after);
}

/** A last check, whatever the stages did: who approves a plan for a folder approves nothing else. */
function assertInside(folder: string, files: readonly PlanFile[]): void {
  const outside = files.find(
    ({ path }) => !path.startsWith(`${folder}/`) || !isSafePath(path),
  );
  if (outside) {
    throw new PlanError(
      `${outside.path} is not inside ${folder}. Give the files of that folder and no others.`,
    );
  }
}
