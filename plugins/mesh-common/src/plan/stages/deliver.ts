import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { destinationRule } from '../../manifests/destinationRule';
import { rollout, RolloutManifest } from '../../manifests/rollout';
import { virtualService } from '../../manifests/virtualService';
import { managedRollout, wantedReplicas } from '../managedRollout';
import { removeManaged, writeManaged } from '../managedFiles';
import { PlanContext } from '../PlanContext';
import { PlanError } from '../PlanError';
import { Files } from '../readFolder';
import { StageDraft } from '../StageDraft';
import { targetService } from '../targetService';

const AUTOSCALERS = ['HorizontalPodAutoscaler', 'ScaledObject'];

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
  assertCanaryIsPossible(context);
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

function assertCanaryIsPossible({ objects, manifest, target }: PlanContext) {
  const { kind } = manifest.object;
  if (kind !== 'Deployment') {
    throw new PlanError(
      `${target.workload} is a ${kind} in ${manifest.path}, and a canary can be set up only for a Deployment. Leave the canary out of the profile.`,
    );
  }
  // Between two owners of the number of pods, a hand-over would at some moment leave too few.
  const autoscaler = objects.find(({ object }) =>
    scales(object, target.workload),
  );
  if (autoscaler) {
    throw new PlanError(
      `The ${autoscaler.object.kind} ${autoscaler.object.metadata.name} in ${autoscaler.path} scales ${target.workload}, and a canary hands the pods to a Rollout, which cannot be done safely for a service that is autoscaled. Leave the canary out of the profile.`,
    );
  }
}

function scales(
  object: KubernetesObject & {
    spec?: { scaleTargetRef?: { kind?: string; name?: string } };
  },
  workload: string,
): boolean {
  const { kind = 'Deployment', name } = object.spec?.scaleTargetRef ?? {};
  return (
    AUTOSCALERS.includes(object.kind) &&
    kind === 'Deployment' &&
    name === workload
  );
}
