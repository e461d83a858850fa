import { TlsCaller, tlsCallerOf } from '../istio/clientTls';
import { HostDestinationRule } from '../istio/routing/DestinationRule';
import { Pod } from '../kubernetes/KubernetesObject';
import { ClusterView } from '../view/ClusterView';
import { KnownCaller } from './knownCallers';
import { isFinished } from './Workload';

/**
 * The pods of a caller, one of each kind that TLS tells apart; or why nothing is known of them, in a sentence. One that was
 * seen in plaintext comes so at least sometimes, whatever proxies its pods have: ports can be excluded, and traffic can be
 * older than the proxy.
 */
export function callingPods(
  view: ClusterView,
  { caller, plaintext, sources }: KnownCaller,
): TlsCaller[] | string {
  const { namespace, serviceAccount } = caller;
  const bare = (because: string): TlsCaller => ({
    proxy: 'none',
    namespace: namespace ?? '',
    because,
  });
  if (sources.includes('service')) {
    return [bare('it comes from outside the mesh')];
  }
  const pods =
    namespace === undefined || serviceAccount === undefined
      ? []
      : podsOf(view, { namespace, serviceAccount });
  const kinds = kindsOf(view, pods);
  if (plaintext === true && !kinds.some(({ proxy }) => proxy === 'none')) {
    return [...kinds, bare('it was seen to call in plaintext')];
  }
  if (kinds.length > 0) {
    return plaintext === false && kinds.every(({ proxy }) => proxy === 'none')
      ? 'It was seen to come by mTLS, and yet no pod of it here has a proxy that is known.'
      : kinds;
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

function kindsOf(view: ClusterView, pods: readonly Pod[]): TlsCaller[] {
  const kinds = new Map<string, TlsCaller>();
  for (const pod of pods) {
    const caller = tlsCallerOf(pod);
    const labels = followsLabels(view, caller) ? caller.labels : undefined;
    kinds.set(JSON.stringify([caller.proxy, labels]), caller);
  }
  return [...kinds.values()];
}

/** Whether some DestinationRule of its namespace is for some callers only. */
function followsLabels(view: ClusterView, { namespace }: TlsCaller): boolean {
  return view
    .list<HostDestinationRule>('DestinationRule', namespace)
    .some(({ spec }) => spec?.workloadSelector !== undefined);
}
