import { ClusterView } from '../view/ClusterView';
import { MeshKind } from './TargetStatus';

/** Why a verdict that rests on a kind of policy cannot be given, or undefined when it can. */
export function whyUnknown(options: {
  view: ClusterView;
  mesh: MeshKind;
  kind: 'PeerAuthentication' | 'AuthorizationPolicy';
}): string | undefined {
  const { view, mesh, kind } = options;
  if (mesh === 'unknown') {
    return 'No pod is running, so there is no proxy to judge by.';
  }
  if (mesh === 'linkerd') {
    return "Linkerd's policies are not evaluated yet.";
  }
  const gap = view.unreadable(kind);
  return gap && `${kind} objects could not be read: ${gap.reason}.`;
}
