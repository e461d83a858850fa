import {
  AuthorizationPolicy,
  AuthorizationSetup,
} from '../istio/authorization';
import { ClusterView } from '../view/ClusterView';
import { MeshKind } from './TargetStatus';
import { Workload } from './Workload';

/** What authorization at a workload depends on besides the request: its proxy, the mesh and the policies in reach. */
export function authorizationSetup(options: {
  view: ClusterView;
  workload: Workload;
  mesh: MeshKind;
}): Pick<AuthorizationSetup, 'mesh' | 'point' | 'policies'> {
  const { view, workload, mesh } = options;
  const namespace = workload.namespace.metadata.name;
  return {
    mesh: view.mesh,
    point: {
      kind: mesh === 'istio-ambient' ? 'ztunnel' : 'sidecar',
      namespace,
      labels: workload.template.labels,
    },
    policies: [...new Set([view.mesh.rootNamespace, namespace])].flatMap(ns =>
      view.list<AuthorizationPolicy>('AuthorizationPolicy', ns),
    ),
  };
}
