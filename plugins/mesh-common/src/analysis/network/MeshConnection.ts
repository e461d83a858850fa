import {
  Direction,
  NetworkPeer,
  NetworkPod,
  NetworkPolicy,
  NetworkVerdict,
  networkVerdict,
} from '../../kubernetes/networkPolicy';
import { Finding } from '../../status/Finding';
import { ClusterView } from '../../view/ClusterView';

/** A connection that the mesh makes, and that a workload had no need of before. */
export interface MeshConnection {
  /** The end whose NetworkPolicies are asked. */
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

/** What the NetworkPolicies of a view say to a connection, at one of its ends. */
export function verdictIn(
  view: ClusterView,
  connection: Pick<MeshConnection, 'pod' | 'direction' | 'peer' | 'port'>,
): NetworkVerdict {
  return networkVerdict({
    ...connection,
    policies: view.list<NetworkPolicy>(
      'NetworkPolicy',
      connection.pod.namespace,
    ),
  });
}

/** The finding about a connection that is certain not to come about; undefined for others. */
export function shutConnection(
  view: ClusterView,
  connection: MeshConnection,
): Omit<Finding, 'code'> | undefined {
  const { verdict, policies } = verdictIn(view, connection);
  if (verdict !== 'refused') {
    return undefined;
  }
  const { severity, forbidden, consequence, action } = connection;
  const names = policies
    .map(({ metadata: { namespace, name } }) => `${namespace}/${name}`)
    .sort();
  const { namespace, name } = policies[0].metadata;
  return {
    severity,
    object: { kind: 'NetworkPolicy', namespace, name },
    message: `By NetworkPolicy ${names.join(', ')} ${forbidden}. ${consequence}`,
    action,
  };
}
