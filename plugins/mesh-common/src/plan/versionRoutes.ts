import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { TrafficSplit } from '../manifests/trafficSplit';
import { VirtualServiceManifest } from '../manifests/virtualService';
import { readManaged } from './managedFiles';
import { isRouting, managedRollout } from './managedRollout';
import { PlanContext } from './PlanContext';
import { Files } from './readFolder';

/**
 * How our routes divide requests between versions by Git alone; undefined where they do not, or where the weights are a
 * controller's. Requests that ask for a version by a header are not in it.
 */
export function versionRoutes(
  context: PlanContext,
  files: Files,
): TrafficSplit | undefined {
  const object = readManaged(context, files, 'VirtualService');
  if (
    !object ||
    !isVirtualService(object) ||
    isRouting(managedRollout(context, files))
  ) {
    return undefined;
  }
  // The route for all others stands last.
  const parts = object.spec.http
    .at(-1)
    ?.route.map(({ destination: { subset }, weight }) => ({ subset, weight }));
  return parts?.every(({ subset }) => subset !== undefined)
    ? { parts }
    : undefined;
}

// The file carries our header, so it has the shape that we write.
function isVirtualService(o: KubernetesObject): o is VirtualServiceManifest {
  return o.kind === 'VirtualService';
}
