import { PeerAuthentication } from '../istio/PeerAuthentication';
import { KubernetesObject } from '../kubernetes/KubernetesObject';
import {
  matchesLabels,
  selectsEverything,
  WorkloadSelector,
} from '../kubernetes/labelSelector';
import { DestinationRule } from '../manifests/destinationRule';
import { isManaged } from '../manifests/managed';
import { VirtualServiceManifest } from '../manifests/virtualService';
import { PlanContext } from './PlanContext';
import { PlanError } from './PlanError';

const ROUTES =
  'Leave the canary out of the profile and keep it in the folder of the workload, where its timeouts and limits can be edited; or remove it and let the profile say what it says.';

const ADVICE: Record<string, string> = {
  PeerAuthentication:
    'Move it into the folder of the workload, where it can be edited, or remove it.',
  DestinationRule: ROUTES,
  VirtualService: ROUTES,
};

/**
 * Refuses to write an object beside one of someone else's that it would fight with. Of two PeerAuthentications for the
 * same pods, and of two VirtualServices or DestinationRules for the same host, Istio heeds the older one, so a second
 * would do nothing, or half of what it says. Applying ours under the name of theirs would silently replace theirs.
 *
 * Source: istio pilot/pkg/model/authentication.go, virtualservice.go and destination_rule.go.
 *
 * @throws PlanError
 */
export function assertNoForeignObject(
  context: PlanContext,
  object: KubernetesObject,
  path: string,
): void {
  const { view, target, objects } = context;
  const written = objects.filter(entry => entry.path !== path);
  const foreign = [
    ...written.map(entry => ({ where: entry.path, object: entry.object })),
    ...view
      .list<KubernetesObject>(object.kind, target.namespace)
      .filter(
        live => !isManaged(live) || live.metadata.name !== object.metadata.name,
      )
      .map(live => ({
        where: `cluster ${target.cluster}`,
        object: live,
      })),
  ].filter(
    other =>
      other.object.kind === object.kind &&
      // Istio and the Gateway API both have a Gateway.
      groupOf(other.object) === groupOf(object),
  );

  for (const other of foreign) {
    const why = conflict(context, object, other.object);
    if (why !== undefined) {
      throw new PlanError(
        `The ${object.kind} ${target.namespace}/${other.object.metadata.name} in ${other.where} ${why}, and it is not this workload's to change. ${ADVICE[object.kind] ?? 'Rename or remove it.'}`,
      );
    }
  }
}

function conflict(
  { manifest, target }: PlanContext,
  ours: KubernetesObject,
  theirs: KubernetesObject,
): string | undefined {
  if (ours.metadata.name === theirs.metadata.name) {
    return 'has the name that ours would have';
  }
  if (isPeerAuthentication(theirs)) {
    const { selector } = theirs.spec ?? {};
    return !selectsEverything(selector) &&
      matchesLabels(selector, manifest.labels)
      ? 'selects the same pods and would win over ours'
      : undefined;
  }
  if (ours.kind === 'Telemetry') {
    return isTelemetry(theirs) &&
      !selectsEverything(theirs.spec?.selector) &&
      matchesLabels(theirs.spec?.selector, manifest.labels)
      ? 'is for the same pods, and Istio heeds only the older one'
      : undefined;
  }
  const [host] = hostsOf(ours);
  if (host === undefined) {
    return undefined;
  }
  const sameHost = hostsOf(theirs).some(
    other =>
      qualifiedHost(other, target.namespace) ===
      qualifiedHost(host, target.namespace),
  );
  return sameHost
    ? `is for the same host ${host} and would win over ours`
    : undefined;
}

/** The hosts for which an object says how callers in the mesh reach them. */
export function hostsOf(object: KubernetesObject): string[] {
  if (isDestinationRule(object)) {
    return object.spec?.host === undefined ? [] : [object.spec.host];
  }
  if (isVirtualService(object)) {
    const { gateways = ['mesh'], hosts = [] } = object.spec ?? {};
    // Bound to gateways only, it does not touch what callers in the mesh do.
    return gateways.includes('mesh') ? hosts : [];
  }
  return [];
}

/** Istio completes a short name with the namespace of the object that says it. */
export function qualifiedHost(host: string, namespace: string): string {
  const [service, ns = namespace] = host
    .replace(/\.svc(\.cluster\.local)?$/, '')
    .split('.');
  return `${service}.${ns}`;
}

function groupOf({ apiVersion }: KubernetesObject): string {
  return apiVersion.slice(0, apiVersion.indexOf('/'));
}

function isPeerAuthentication(o: KubernetesObject): o is PeerAuthentication {
  return o.kind === 'PeerAuthentication';
}

function isTelemetry(
  o: KubernetesObject,
): o is KubernetesObject & { spec?: { selector?: WorkloadSelector } } {
  return o.kind === 'Telemetry';
}

// Others' objects need not have every field that ours have.
function isDestinationRule(
  o: KubernetesObject,
): o is KubernetesObject & { spec?: Partial<DestinationRule['spec']> } {
  return o.kind === 'DestinationRule';
}

function isVirtualService(o: KubernetesObject): o is KubernetesObject & {
  spec?: Partial<VirtualServiceManifest['spec']> & { gateways?: string[] };
} {
  return o.kind === 'VirtualService';
}
