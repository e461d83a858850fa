import { PeerAuthentication } from '../istio/PeerAuthentication';
import { PlanContext } from './PlanContext';
import { managedPath } from './managedFiles';
import { RepositoryObject } from './readFolder';

/**
 * The PeerAuthentication that people wrote for just this workload in its folder, if there is one. It is edited where it
 * stands: Istio heeds only one for the same pods, the older, so a second of ours would do nothing.
 */
export function adoptedPeerAuthentication(
  context: PlanContext,
): RepositoryObject | undefined {
  const { manifest, objects } = context;
  return objects.find(
    ({ path, object }) =>
      path !== managedPath(context, 'PeerAuthentication') &&
      isPeerAuthentication(object) &&
      isSame(object.spec?.selector?.matchLabels ?? {}, manifest.selector),
  );
}

function isSame(a: Record<string, string>, b: Record<string, string>) {
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(key => a[key] === b[key])
  );
}

function isPeerAuthentication(
  object: RepositoryObject['object'],
): object is PeerAuthentication {
  return object.kind === 'PeerAuthentication';
}
