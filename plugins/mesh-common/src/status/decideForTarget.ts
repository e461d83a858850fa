import { DecisionResponse } from '../api/DecisionResponse';
import { ClusterView } from '../view/ClusterView';
import { Target } from './Target';
import { targetAuthorizer } from './targetAuthorizer';

export { targetAuthorizer };

/**
 * Would this request be allowed? Transport first: a port that takes only mTLS refuses plaintext before any policy is
 * asked. What the question leaves out stands for any value.
 *
 * @throws WorkloadNotFoundError
 */
export function decideForTarget(options: {
  view: ClusterView;
  target: Target;
  /** Null for a caller without mTLS. */
  from: { namespace: string; serviceAccount: string } | null;
  port?: number;
  method?: string;
  path?: string;
  /** All that are sent. */
  headers?: Record<string, string>;
}): DecisionResponse {
  const { view, target, from, port, method, path, headers } = options;
  const principal =
    from &&
    `${view.mesh.trustDomain}/ns/${from.namespace}/sa/${from.serviceAccount}`;
  return targetAuthorizer({ view, target })({
    source: { principal },
    port,
    method,
    path,
    headers,
  });
}
