import { HttpMatch } from '../../delivery/VirtualService';
import { KubernetesObject } from '../../kubernetes/KubernetesObject';

/** `gateway.networking.k8s.io` ReferenceGrant: who may refer to objects of its namespace. */
export interface ReferenceGrant extends KubernetesObject {
  kind: 'ReferenceGrant';
  spec?: {
    from?: { group?: string; kind?: string; namespace?: string }[];
    /** Without a name, all objects of the kind. */
    to?: { group?: string; kind?: string; name?: string }[];
  };
}

/** One end of a reference. The core group is `''`. */
export interface Referent {
  group: string;
  kind: string;
  namespace: string;
}

/**
 * Whether a grant allows an object to refer to one in another namespace. References within a namespace need none.
 *
 * Source: istio pilot/pkg/config/kube/gateway/references_collection.go; Gateway API, ReferenceGrant.
 */
export function isReferenceGranted(
  grants: readonly ReferenceGrant[],
  from: Referent,
  to: Referent & { name: string },
): boolean {
  return grants.some(
    ({ metadata, spec }) =>
      metadata.namespace === to.namespace &&
      (spec?.from ?? []).some(
        source =>
          (source.group ?? '') === from.group &&
          source.kind === from.kind &&
          source.namespace === from.namespace,
      ) &&
      (spec?.to ?? []).some(
        target =>
          (target.group ?? '') === to.group &&
          target.kind === to.kind &&
          (target.name ?? to.name) === to.name,
      ),
  );
}

/**
 * Puts the routes that come from HTTPRoutes into the order of the Gateway API: by kind of path (exact, prefix, regular
 * expression), its length, whether a method is asked for, and the numbers of headers and query parameters; routes without
 * conditions last. Equal ones keep their order. Each has one condition at most.
 *
 * Source: istio pilot/pkg/config/kube/gateway/conversion.go, `sortHTTPRoutes`.
 */
export function sortByGatewayApiPrecedence<T extends { match?: HttpMatch[] }>(
  routes: readonly T[],
): T[] {
  return [...routes].sort((a, b) => {
    const [left, right] = [rank(a.match?.[0]), rank(b.match?.[0])];
    const at = left.findIndex((value, index) => value !== right[index]);
    return at < 0 ? 0 : right[at] - left[at];
  });
}

function rank(match: HttpMatch | undefined): number[] {
  const { exact, prefix, regex } = match?.uri ?? {};
  const kind = [regex, prefix, exact].findIndex(text => text !== undefined);
  return [
    match === undefined ? 0 : 1,
    kind,
    (exact ?? prefix ?? regex ?? '').length,
    match?.method === undefined ? 0 : 1,
    Object.keys(match?.headers ?? {}).length,
    Object.keys(match?.queryParams ?? {}).length,
  ];
}
