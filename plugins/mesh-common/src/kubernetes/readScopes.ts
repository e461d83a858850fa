import { Kind } from './kinds';

/** Objects of a kind that one request to the Kubernetes API lists, or one watch follows. */
export interface ReadScope {
  kind: Kind;
  /** One namespace; all when absent. */
  namespace?: string;
  /** `fieldSelector` and `labelSelector`, where not all objects are wanted. */
  selector?: Record<string, string>;
}

/**
 * Where to read a kind.
 *
 * @param namespaces - the only ones that may be read; all when undefined
 */
export function readScopes(
  kind: Kind,
  namespaces: readonly string[] | undefined,
): ReadScope[] {
  const wanted = kind.fieldSelector && {
    selector: { fieldSelector: kind.fieldSelector },
  };
  if (namespaces === undefined) {
    return [{ kind, ...wanted }];
  }
  if (kind.ofCluster) {
    return [];
  }
  return namespaces.map(namespace =>
    kind.namespaced
      ? { kind, namespace, ...wanted }
      : {
          kind,
          // RBAC allows this to those who may read only certain namespaces by name.
          selector: { fieldSelector: `metadata.name=${namespace}` },
        },
  );
}
