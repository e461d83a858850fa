import { rollout, RolloutManifest } from '../../manifests/rollout';
import { assertCanaryIsPossible } from '../assertCanaryIsPossible';
import { managedRollout, wantedReplicas } from '../managedRollout';
import { removeManaged, writeManaged } from '../managedFiles';
import { PlanContext } from '../PlanContext';
import { Files } from '../readFolder';
import { StageDraft } from '../StageDraft';
import { withLimits, withTimeouts } from '../trafficFiles';

/** Timeouts, retries and limits; and for a canary a Rollout beside the Deployment, which does not route anything yet. */
export function deliver(context: PlanContext): StageDraft {
  const { canary } = context.profile;
  const existing = managedRollout(context, context.files);
  const change = (files: Files) => delivered(context, files);
  if (canary && !isRouting(existing)) {
    return {
      id: 'deliver',
      title: 'Let a Rollout run pods beside the Deployment',
      why: 'The Rollout starts pods of its own from the template of the Deployment. Traffic is routed by version only once they are all there, so none goes to pods that are not.',
      gates: ['every-pod-has-a-ready-proxy', 'delivery-is-healthy'],
      change,
    };
  }
  if (!canary && existing) {
    return {
      id: 'deliver',
      title: 'Remove the Rollout',
      why: 'The Deployment runs the pods again, so those of the Rollout can go.',
      gates: ['every-pod-has-a-ready-proxy', 'traffic-is-observed'],
      change,
    };
  }
  return {
    id: 'deliver',
    title: context.profile.traffic
      ? 'Set timeouts, retries and limits'
      : 'Leave timeouts, retries and limits to the mesh',
    why: 'What callers may expect, said once for all of them.',
    gates: ['traffic-is-observed'],
    change,
  };
}

function isRouting(existing: RolloutManifest | undefined): boolean {
  return existing?.spec.strategy.canary.trafficRouting !== undefined;
}

function delivered(context: PlanContext, files: Files): Files {
  const { profile, target, manifest } = context;
  const { canary } = profile;
  if (!canary) {
    return (['AnalysisTemplate', 'Rollout'] as const).reduce<Files>(
      (rest, kind) => removeManaged(context, rest, kind),
      withTimeouts(context, withLimits(context, files)),
    );
  }
  assertCanaryIsPossible(context, canary);
  const limited = withLimits(context, files);
  // Where it routes already, the rest is for the next stage to change.
  return isRouting(managedRollout(context, limited))
    ? limited
    : writeManaged(
        context,
        withTimeouts(context, limited),
        rollout({
          name: target.workload,
          namespace: target.namespace,
          canary,
          replicas: wantedReplicas(context, limited),
          selector: manifest.object.spec?.selector ?? {},
        }),
        'Rollout',
      );
}
