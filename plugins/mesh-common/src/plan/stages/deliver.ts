import { destinationRule } from '../../manifests/destinationRule';
import { rollout, RolloutManifest } from '../../manifests/rollout';
import { virtualService } from '../../manifests/virtualService';
import { assertCanaryIsPossible } from '../assertCanaryIsPossible';
import { managedRollout, wantedReplicas } from '../managedRollout';
import { removeManaged, writeManaged } from '../managedFiles';
import { PlanContext } from '../PlanContext';
import { Files } from '../readFolder';
import { StageDraft } from '../StageDraft';
import { targetService } from '../targetService';

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
  const { traffic, canary } = profile;
  const at = { name: target.workload, namespace: target.namespace };
  const needsRule =
    canary !== undefined ||
    traffic?.maxConnections !== undefined ||
    traffic?.outlierDetection !== undefined;
  const needsRoutes =
    traffic?.timeout !== undefined || traffic?.retries !== undefined;
  if (canary) {
    assertCanaryIsPossible(context, canary);
  }
  let result = files;

  result = needsRule
    ? writeManaged(
        context,
        result,
        destinationRule({
          ...at,
          host: targetService(context).host,
          traffic,
          subsetLabels: canary && manifest.selector,
        }),
      )
    : removeManaged(context, result, 'DestinationRule');

  if (canary && isRouting(managedRollout(context, result))) {
    // It routes already; what changes is the next stage's.
    return result;
  }
  if (needsRoutes) {
    const { host, httpPorts } = targetService(context);
    result = writeManaged(
      context,
      result,
      virtualService({
        ...at,
        host,
        ports: httpPorts,
        traffic,
        weighted: false,
      }),
    );
  } else {
    result = removeManaged(context, result, 'VirtualService');
  }
  if (!canary) {
    result = removeManaged(context, result, 'AnalysisTemplate');
    return removeManaged(context, result, 'Rollout');
  }
  return writeManaged(
    context,
    result,
    rollout({
      ...at,
      canary,
      replicas: wantedReplicas(context, result),
      selector: manifest.object.spec?.selector ?? {},
    }),
  );
}
