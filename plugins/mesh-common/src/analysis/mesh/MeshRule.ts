import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { Evidence } from '../../status/Evidence';
import { Finding } from '../../status/Finding';
import { ClusterView } from '../../view/ClusterView';

/** A finding about an object of the mesh, whoever's workload it concerns. */
export type MeshFinding = Omit<Finding, 'code' | 'link'> & { object: Evidence };

/** One thing that can be wrong with the objects of a cluster. Its code is its key in the registry. */
export type MeshRule = (view: ClusterView) => MeshFinding[];

/** The object, and the field in it, that a finding is about. */
export function about(
  { kind, metadata: { namespace, name } }: KubernetesObject,
  field?: string,
): Evidence {
  return { kind, namespace, name, ...(field !== undefined && { field }) };
}
