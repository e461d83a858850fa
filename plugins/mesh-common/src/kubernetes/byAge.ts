import { KubernetesObject } from './KubernetesObject';

/**
 * Orders objects as Istio resolves conflicts: oldest first, then by name, then by namespace. An object without a
 * creation time (read from Git, not yet in a cluster) has the zero time and so counts as the oldest, as in Istio.
 *
 * Source: istio pilot/pkg/model/config.go, `sortConfigByCreationTime`.
 */
export function byAge(a: KubernetesObject, b: KubernetesObject): number {
  return (
    compare(createdAt(a), createdAt(b)) ||
    compare(a.metadata.name, b.metadata.name) ||
    compare(a.metadata.namespace ?? '', b.metadata.namespace ?? '')
  );
}

// Parsed rather than compared as text: "Z" and "+00:00" are the same moment.
function createdAt(object: KubernetesObject): number {
  const { creationTimestamp } = object.metadata;
  return creationTimestamp === undefined
    ? Number.NEGATIVE_INFINITY
    : Date.parse(creationTimestamp);
}

function compare<T extends string | number>(a: T, b: T): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
