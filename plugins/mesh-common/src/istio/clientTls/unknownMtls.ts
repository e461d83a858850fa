import { ClusterView } from '../../view/ClusterView';
import { ScopeMtls } from './ScopeMtls';

/** The answer where an object that may decide could not be read; undefined where all were. */
export function unknownMtls(view: ClusterView): ScopeMtls | undefined {
  const gap =
    view.unreadable('PeerAuthentication') ?? view.unreadable('DestinationRule');
  return (
    gap && {
      verdict: 'unknown',
      reason: `${gap.kind} objects could not be read: ${gap.reason}.`,
      server: 'unknown',
      clients: [],
    }
  );
}
