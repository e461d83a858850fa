import { KubernetesObject } from '../kubernetes/KubernetesObject';

// Younger than anything that a cluster has, so that what exists wins where Istio lets the older one win.
const NOT_YET = '9999-12-31T23:59:59Z';

/**
 * An object of a file as the cluster will have it once it is applied.
 *
 * @param live - as the cluster has it
 * @param earlier - as the file had it, so that what went from there is told from what never was in it
 */
export function mergedObject(
  object: KubernetesObject,
  live: KubernetesObject | undefined,
  earlier: KubernetesObject | undefined,
): KubernetesObject {
  const { labels } = object.metadata;
  return {
    ...object,
    metadata: {
      ...object.metadata,
      // Others label namespaces as well, such as for pod security, and their labels stay.
      ...(object.kind === 'Namespace' &&
        live && {
          labels: {
            ...without(live.metadata.labels, earlier?.metadata.labels ?? {}),
            ...labels,
          },
        }),
      creationTimestamp: live?.metadata.creationTimestamp ?? NOT_YET,
    },
  };
}

/** Labels but for those that others name. */
export function without(
  labels: Record<string, string> = {},
  removed: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).filter(([label]) => !(label in removed)),
  );
}
