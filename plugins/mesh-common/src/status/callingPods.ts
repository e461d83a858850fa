import { TlsCaller, tlsCallerOf } from '../istio/clientTls';
import { HostDestinationRule } from '../istio/routing/DestinationRule';
import { Pod } from '../kubernetes/KubernetesObject';
import { ClusterView } from '../view/ClusterView';
import { KnownCaller } from './knownCallers';
import { isFinished } from './Workload';

/** Who a caller is, as far as TLS goes. */
export interface CallingPods {
  /** Of its pods, one of each kind that TLS tells apart. */
  kinds: TlsCaller[];
  /**
   * As what it was seen, where its pods may not be all there is to it: in plaintext, which pods with a proxy send as well
   * where a port is excluded, and which may be older than the proxy.
   */
  seen?: TlsCaller;
}

/** The pods of a caller; or why nothing is known of them, in a sentence. */
export function callingPods(
  view: ClusterView,
  { caller, plaintext, sources }: KnownCaller,
): CallingPods | string {
  const { namespace, serviceAccount } = caller;
  const bare = (because: string): TlsCaller => ({
    proxy: 'none',
    namespace: namespace ?? '',
    because,
  });
  if (sources.includes('service')) {
    return { kinds: [bare('it comes from outside the mesh')] };
  }
  const pods =
    namespace === undefined || serviceAccount === undefined
      ? []
      : podsOf(view, { namespace, serviceAccount });
  const kinds = kindsOf(view, pods);
  if (plaintext === true) {
    const seen = bare('it was seen to call in plaintext');
    return kinds.length === 0 ? { kinds: [seen] } : { kinds, seen };
  }
  if (kinds.length > 0) {
    return plaintext === false && kinds.every(({ proxy }) => proxy === 'none')
      ? 'It was seen to come by mTLS, and yet no pod of it here has a proxy that is known.'
      : { kinds };
  }
  const gap = view.unreadable('Pod');
  if (gap) {
    return `Pod objects could not be read: ${gap.reason}.`;
  }
  return serviceAccount === undefined
    ? 'It is not known which pods call.'
    : 'No pod of it runs in this cluster, so what its side sends is not known.';
}

/** The running pods of an identity. */
export function podsOf(
  view: ClusterView,
  of: { namespace: string; serviceAccount: string },
): Pod[] {
  return view
    .list<Pod>('Pod', of.namespace)
    .filter(
      pod =>
        (pod.spec?.serviceAccountName ?? 'default') === of.serviceAccount &&
        !isFinished(pod),
    );
}

/** By which pods keep calls that they make from their sidecar. */
const BYPASSING = [
  'sidecar.istio.io/interceptionMode',
  'traffic.sidecar.istio.io/excludeOutboundPorts',
];

function kindsOf(view: ClusterView, pods: readonly Pod[]): TlsCaller[] {
  const kinds = new Map<string, TlsCaller>();
  for (const pod of pods) {
    const caller = tlsCallerOf(pod);
    const labels = followsLabels(view, caller) ? caller.labels : undefined;
    const bypass = BYPASSING.map(name => caller.annotations?.[name]);
    kinds.set(JSON.stringify([caller.proxy, labels, bypass]), caller);
  }
  return [...kinds.values()];
}

/** Whether some DestinationRule of its namespace is for some callers only. */
function followsLabels(view: ClusterView, { namespace }: TlsCaller): boolean {
  return view
    .list<HostDestinationRule>('DestinationRule', namespace)
    .some(({ spec }) => spec?.workloadSelector !== undefined);
}
