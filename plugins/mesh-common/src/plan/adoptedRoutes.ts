import { managedPath } from './managedFiles';
import { PlanContext } from './PlanContext';
import { RepositoryObject } from './readFolder';
import { qualifiedHost, routedHosts } from './routedHosts';

/**
 * The VirtualService or DestinationRule that people wrote for just this host in the workload's folder, if there is one.
 * It is edited where it stands, because Istio does not heed a second one for the same host, or heeds half of it.
 */
export function adoptedRoutes(
  context: PlanContext,
  kind: 'VirtualService' | 'DestinationRule',
  host: string,
): RepositoryObject | undefined {
  const { objects, target } = context;
  const wanted = qualifiedHost(host, target.namespace);
  return objects.find(({ path, object }) => {
    const { namespace = target.namespace } = object.metadata;
    const hosts =
      object.kind === kind
        ? routedHosts({
            ...object,
            metadata: { ...object.metadata, namespace },
          })
        : [];
    return (
      path !== managedPath(context, kind) &&
      hosts.length > 0 &&
      hosts.every(other => other === wanted)
    );
  });
}
