import { ClusterView } from '../view/ClusterView';
import { podsOf } from './callingPods';
import { proxyOf } from './enrolment';
import { Caller } from './TargetStatus';

/**
 * Whether a caller has pods in the cluster and none of them has a proxy: then it can call in plaintext only, even where
 * no metric has shown it. Without pods of its identity nothing is concluded.
 */
export function hasNoProxy(
  view: ClusterView,
  { namespace, serviceAccount }: Caller,
): boolean {
  if (namespace === undefined || serviceAccount === undefined) {
    return false;
  }
  const pods = podsOf(view, { namespace, serviceAccount });
  return pods.length > 0 && pods.every(pod => proxyOf(pod) === 'none');
}
