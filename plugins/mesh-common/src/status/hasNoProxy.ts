import { Pod } from '../kubernetes/KubernetesObject';
import { ClusterView } from '../view/ClusterView';
import { proxyOf } from './enrolment';
import { Caller } from './TargetStatus';
import { isFinished } from './Workload';

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
  const pods = view
    .list<Pod>('Pod', namespace)
    .filter(
      pod =>
        (pod.spec?.serviceAccountName ?? 'default') === serviceAccount &&
        !isFinished(pod),
    );
  return pods.length > 0 && pods.every(pod => proxyOf(pod) === 'none');
}
