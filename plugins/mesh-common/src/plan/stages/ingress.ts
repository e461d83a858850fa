import {
  gatewayAccount,
  gatewayApiGateway,
} from '../../manifests/gatewayApiGateway';
import { httpRoute } from '../../manifests/httpRoute';
import { ingressGateway } from '../../manifests/ingressGateway';
import { ingressVirtualService } from '../../manifests/ingressVirtualService';
import { everyPod, TrafficSplit } from '../../manifests/trafficSplit';
import { ProfileIngress } from '../../profile/Profile';
import { ingressPods } from '../ingressGatewayOf';
import { isRouting, managedRollout } from '../managedRollout';
import { readManaged, removeManaged, writeManaged } from '../managedFiles';
import { PlanContext } from '../PlanContext';
import { PlanError } from '../PlanError';
import { Files } from '../readFolder';
import { StageDraft } from '../StageDraft';
import { targetService } from '../targetService';
import { versionRoutes } from '../versionRoutes';
import { isDnsLabel, isRfc1035Label } from '../../validation/core/names';

/** Requests from outside the cluster come in by a gateway of the mesh. */
export function ingress(context: PlanContext): StageDraft {
  const wanted = context.profile.ingress;
  return {
    id: 'ingress',
    title: wanted
      ? `Let in ${wanted.hosts.join(', ')}`
      : 'Let in nothing by the gateway any more',
    why: wanted
      ? 'The gateway takes requests for these hosts and sends them on as a caller with an identity, which the policies know.'
      : 'The profile has no ingress, so the gateway answers 404 for its hosts.',
    gates: [],
    change: files =>
      wanted ? letIn(context, wanted, files) : shutOut(context, files),
  };
}

/** Whether there is an ingress to take away, which is done before its gateway is no longer a caller. */
export function hasIngress(context: PlanContext): boolean {
  return readManaged(context, context.files, 'Gateway') !== undefined;
}

/**
 * The files with the routes of the gateway.
 *
 * @throws PlanError
 */
export function withIngressRoutes(
  context: PlanContext,
  files: Files,
  split: TrafficSplit,
): Files {
  const { profile, target } = context;
  const { ingress: wanted, traffic } = profile;
  if (wanted?.api !== 'istio') {
    return removeManaged(context, files, 'IngressRoutes');
  }
  const { host, port } = targetService(context);
  return writeManaged(
    context,
    files,
    ingressVirtualService({
      name: `${target.workload}-ingress`,
      namespace: target.namespace,
      ingress: wanted,
      gateway: target.workload,
      host,
      port,
      traffic,
      split,
    }),
    'IngressRoutes',
  );
}

function letIn(
  context: PlanContext,
  wanted: ProfileIngress,
  files: Files,
): Files {
  const { target, profile } = context;
  const at = { name: target.workload, namespace: target.namespace };
  if (wanted.api === 'istio') {
    assertNamesGateway(target.workload);
    const { selector } = ingressPods(context, wanted);
    const gateway = writeManaged(
      context,
      removeManaged(context, files, 'HTTPRoute'),
      ingressGateway({ ...at, ingress: wanted, selector }),
      'Gateway',
    );
    const split = versionRoutes(context, files);
    // Where a canary shifts their weights, the routes are for its stage to change.
    return (split || isRouting(managedRollout(context, files))) &&
      readManaged(context, files, 'IngressRoutes')
      ? gateway
      : withIngressRoutes(context, gateway, split ?? everyPod);
  }
  if (!isRfc1035Label(gatewayAccount(target.workload))) {
    throw new PlanError(
      `The gateway of ${target.workload} would run as ${gatewayAccount(target.workload)}, and Kubernetes takes no Service of that name: at most 63 lower-case letters, digits and dashes, a letter first. Use ingress.api: istio.`,
      ['ingress', 'api'],
    );
  }
  const { host, port } = targetService(context);
  return writeManaged(
    context,
    writeManaged(
      context,
      removeManaged(context, files, 'IngressRoutes'),
      gatewayApiGateway({ ...at, ingress: wanted }),
      'Gateway',
    ),
    httpRoute({
      name: `${target.workload}-ingress`,
      namespace: target.namespace,
      ingress: wanted,
      gateway: target.workload,
      host,
      port,
      traffic: profile.traffic,
    }),
    'HTTPRoute',
  );
}

/**
 * Source: istio pkg/config/validation/validation.go, `ValidateGateway` and `validateGatewayNames`.
 *
 * @throws PlanError
 */
function assertNamesGateway(name: string): void {
  if (!isDnsLabel(name) || /^[0-9]+$/.test(name)) {
    throw new PlanError(
      `The Gateway of ${name} would have its name, and Istio takes none of that name: at most 63 lower-case letters, digits and dashes, and not digits alone. Leave ingress out of the profile and write the Gateway by hand.`,
      ['ingress'],
    );
  }
}

function shutOut(context: PlanContext, files: Files): Files {
  return (['IngressRoutes', 'HTTPRoute', 'Gateway'] as const).reduce<Files>(
    (rest, kind) => removeManaged(context, rest, kind),
    files,
  );
}
