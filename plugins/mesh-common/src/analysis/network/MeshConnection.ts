import {
  ConnectionVerdict,
  connectionVerdict,
  Direction,
  NetworkPeer,
  NetworkPod,
} from '../../kubernetes/networkPolicy';
import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { groupBy } from '../../groupBy';
import { Finding } from '../../status/Finding';
import { ClusterView } from '../../view/ClusterView';
import { fullName } from '../mesh/objects';
import { hasUnreadPolicies, policiesAbout } from './policiesAbout';

/** A connection that the mesh makes, and that a workload had no need of before. */
export interface MeshConnection {
  /** The end whose policies are asked. */
  pod: NetworkPod;
  direction: Direction;
  /** At the other end; anybody when absent. */
  peer?: NetworkPeer;
  port: number;
  severity: Finding['severity'];
  /** What the policies forbid, after "By NetworkPolicy shop/a ". */
  forbidden: string;
  /** What comes of it, in a sentence. */
  consequence: string;
  action: string;
}

/** What the policies of a view say to a connection, at one of its ends. */
export function verdictIn(
  view: ClusterView,
  connection: Pick<MeshConnection, 'pod' | 'direction' | 'peer' | 'port'>,
): ConnectionVerdict {
  const { pod, direction } = connection;
  const found = connectionVerdict(
    policiesAbout(view, pod, direction),
    connection,
  );
  return hasUnreadPolicies(view) ? { ...found, verdict: 'unknown' } : found;
}

/** The finding about a connection that is certain not to come about; undefined for others. */
export function shutConnection(
  view: ClusterView,
  connection: MeshConnection,
): Omit<Finding, 'code'> | undefined {
  const { verdict, by } = verdictIn(view, connection);
  const [first] = by;
  if (verdict !== 'refused' || first === undefined) {
    return undefined;
  }
  const { severity, forbidden, consequence, action } = connection;
  const { namespace, name } = first.metadata;
  return {
    severity,
    object: {
      kind: first.kind,
      ...(namespace !== undefined && { namespace }),
      name,
    },
    message: `By ${inWords(by)} ${forbidden}. ${consequence}`,
    action,
  };
}

/** `NetworkPolicy shop/a, shop/b`. */
function inWords(policies: readonly KubernetesObject[]): string {
  return [...groupBy(policies, ({ kind }) => kind)]
    .map(([kind, some]) => `${kind} ${some.map(fullName).sort().join(', ')}`)
    .join(' and ');
}
