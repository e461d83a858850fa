import { PeerAuthentication } from '../istio/PeerAuthentication';
import { KubernetesObject } from '../kubernetes/KubernetesObject';
import {
  matchesLabels,
  selectsEverything,
  WorkloadSelector,
} from '../kubernetes/labelSelector';
import { isManaged } from '../manifests/managed';
import { PlanContext } from './PlanContext';
import { PlanError } from './PlanError';
import { isForEveryNamespace, routedHosts } from './routedHosts';

const ROUTES =
  'Leave the canary out of the profile and keep it in the folder of the workload, where its timeouts and limits can be edited; or remove it and let the profile say what it says.';

const ADVICE: Record<string, string> = {
  PeerAuthentication:
    'Move it into the folder of the workload, where it can be edited, or remove it.',
  DestinationRule: ROUTES,
  VirtualService: ROUTES,
};

/** Kinds that say the same as ours in other words. */
const RIVALS: Record<string, string[]> = {
  VirtualService: ['HTTPRoute', 'GRPCRoute'],
};

/** Why two of a kind for the same pods cannot be, of the kinds of which only one counts. */
const SAME_PODS: Record<string, string> = {
  PeerAuthentication: 'selects the same pods and would win over ours',
  Telemetry: 'is for the same pods, and Istio heeds only the older one',
  Sidecar: 'is for the same pods, and Istio heeds only the older one',
};

/** An object of someone else, and where it is. */
interface Foreign {
  where: string;
  object: KubernetesObject;
}

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
  const { target } = context;
  for (const { where, object: theirs } of foreignTo(context, object, path)) {
    const why = conflict(context, object, theirs);
    if (why !== undefined) {
      throw new PlanError(
        `The ${theirs.kind} ${theirs.metadata.namespace ?? target.namespace}/${theirs.metadata.name} in ${where} ${why}, and it is not this workload's to change. ${ADVICE[theirs.kind] ?? 'Rename or remove it.'}`,
      );
    }
  }
}

function foreignTo(
  { view, target, objects }: PlanContext,
  ours: KubernetesObject,
  path: string,
): Foreign[] {
  const { kind } = ours;
  const kinds = [kind, ...(RIVALS[kind] ?? [])];
  const live = [
    ...kinds.flatMap(one => [
      ...view.list<KubernetesObject>(one, target.namespace),
    ]),
    // Wherever it lies, who exports it to all says how all call.
    ...view
      .listAll<KubernetesObject>(kind)
      .filter(
        one =>
          one.metadata.namespace !== target.namespace &&
          isForEveryNamespace(one),
      ),
  ].filter(one => !isManaged(one) || !isSameName(one, ours, target.namespace));
  return [
    ...objects
      .filter(entry => entry.path !== path && kinds.includes(entry.object.kind))
      .map(entry => ({ where: entry.path, object: entry.object })),
    ...live.map(object => ({ where: `cluster ${target.cluster}`, object })),
  ].filter(
    ({ object }) =>
      object.kind !== kind ||
      // Istio and the Gateway API both have a Gateway.
      groupOf(object) === groupOf(ours),
  );
}

function conflict(
  { manifest, target }: PlanContext,
  ours: KubernetesObject,
  theirs: KubernetesObject,
): string | undefined {
  const { namespace } = target;
  if (isSameName(ours, theirs, namespace)) {
    return 'has the name that ours would have';
  }
  const selected = selectorOf(theirs);
  if (selected) {
    return !selectsEverything(selected) &&
      matchesLabels(selected, manifest.labels)
      ? SAME_PODS[theirs.kind]
      : undefined;
  }
  const placed = (object: KubernetesObject) => ({
    ...object,
    metadata: { namespace, ...object.metadata },
  });
  const [host] = routedHosts(placed(ours));
  if (host === undefined || !routedHosts(placed(theirs)).includes(host)) {
    return undefined;
  }
  const [name] = host.split('.');
  return theirs.kind === ours.kind
    ? `is for the same host ${name} and would win over ours`
    : `is for the same Service ${name}, and what comes of a VirtualService beside it is not defined`;
}

/** Which pods an object is for, of the kinds of which only one for the same pods counts. */
function selectorOf(object: KubernetesObject): WorkloadSelector | undefined {
  if (isPeerAuthentication(object) || isTelemetry(object)) {
    return object.spec?.selector ?? {};
  }
  return isSidecar(object)
    ? { matchLabels: object.spec?.workloadSelector?.labels }
    : undefined;
}

function isSameName(
  a: KubernetesObject,
  b: KubernetesObject,
  namespace: string,
): boolean {
  const placeOf = ({ kind, metadata }: KubernetesObject) =>
    `${kind} ${metadata.namespace ?? namespace}/${metadata.name}`;
  return placeOf(a) === placeOf(b);
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

function isSidecar(o: KubernetesObject): o is KubernetesObject & {
  spec?: { workloadSelector?: { labels?: Record<string, string> } };
} {
  return o.kind === 'Sidecar';
}
