import { destinationRule } from '../../manifests/destinationRule';
import { rollout } from '../../manifests/rollout';
import { virtualService } from '../../manifests/virtualService';
import { managedRollout, wantedReplicas } from '../managedRollout';
import { removeManaged, writeManaged } from '../managedFiles';
import { PlanContext } from '../PlanContext';
import { PlanError } from '../PlanError';
import { Files } from '../readFolder';
import { StageDraft } from '../StageDraft';
import { targetService } from '../targetService';

/** Timeouts, retries and limits; and for a canary a Rollout beside the Deployment, which does not route anything yet. */
export function deliver(context: PlanContext): StageDraft {
  const canary = context.profile.canary !== undefined;
  return {
    id: 'deliver',
    title: canary
      ? 'Let a Rollout run the pods beside the Deployment'
      : 'Set timeouts, retries and limits',
    why: canary
      ? 'The Rollout starts pods of its own from the template of the Deployment. Traffic is routed to them by version only once they are all there, so none goes to pods that are not.'
      : 'What callers may expect, set once for all of them.',
    gates: canary
      ? ['every-pod-has-a-ready-proxy', 'delivery-is-healthy']
      : ['traffic-is-observed'],
    change: files => delivered(context, files),
  };
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

  const existing = managedRollout(context, result);
  if (canary && existing?.spec.strategy.canary.trafficRouting) {
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
  if (manifest.object.kind !== 'Deployment') {
    throw new PlanError(
      `${target.workload} is a ${manifest.object.kind} in ${manifest.path}, and a canary can be set up only for a Deployment. Leave the canary out of the profile.`,
    );
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
