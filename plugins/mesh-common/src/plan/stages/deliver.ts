import { rollout } from '../../manifests/rollout';
import { Profile } from '../../profile/Profile';
import { assertCanaryIsPossible } from '../assertCanaryIsPossible';
import { AmbientWaypoint } from '../ambientWaypoint';
import { isRouting, managedRollout, wantedReplicas } from '../managedRollout';
import { removeManaged, writeManaged } from '../managedFiles';
import { PlanContext } from '../PlanContext';
import { Files } from '../readFolder';
import { StageDraft } from '../StageDraft';
import { withTracingAndEgress } from '../tracingAndEgress';
import { withLimits, withTimeouts } from '../trafficFiles';

/** Timeouts, retries and limits; and for a canary a Rollout beside the Deployment, which does not route anything yet. */
export function deliver(
  context: PlanContext,
  through?: AmbientWaypoint,
): StageDraft {
  const { canary } = context.profile;
  const existing = managedRollout(context, context.files);
  const change = (files: Files) =>
    withTracingAndEgress(context, delivered(context, files), through);
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
    return { ...removeRollout(context), change };
  }
  return {
    id: 'deliver',
    title: titleOf(context.profile),
    why: 'What callers may expect, and what the workload shows and may reach, said once for all of them.',
    gates: ['traffic-is-observed'],
    change,
  };
}

/** The last that is left of a canary of Argo Rollouts. */
export function removeRollout(context: PlanContext): StageDraft {
  return {
    id: 'deliver',
    title: 'Remove the Rollout',
    why: 'The Deployment runs the pods again, so those of the Rollout can go.',
    gates: ['every-pod-has-a-ready-proxy', 'traffic-is-observed'],
    change: files => withoutRollout(context, files),
  };
}

function withoutRollout(context: PlanContext, files: Files): Files {
  return (['AnalysisTemplate', 'Rollout'] as const).reduce<Files>(
    (rest, kind) => removeManaged(context, rest, kind),
    files,
  );
}

function titleOf({ traffic, tracing, egress }: Profile): string {
  const parts = [
    ...(traffic ? ['timeouts, retries and limits'] : []),
    ...(tracing ? ['tracing'] : []),
    ...(egress?.onlyListed ? ['which hosts it may call'] : []),
  ];
  return parts.length > 0
    ? `Set ${parts.join(', and ')}`
    : 'Leave timeouts, retries, limits and tracing to the mesh';
}

function delivered(context: PlanContext, files: Files): Files {
  const { profile, target, manifest } = context;
  const { canary } = profile;
  if (!canary) {
    return withoutRollout(
      context,
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
