import { AuthorizationMesh, RequestSource } from './AuthorizationRequest';
import { NO, Outcome, toOutcome, dependingOn } from './Outcome';

/**
 * What is known of a caller's identity: all of it, that there is none, only the namespace in it, or nothing. It is
 * written `trust-domain/ns/namespace/sa/service-account`.
 */
export type SourceIdentity =
  | { known: 'all'; principal: string }
  | { known: 'none' }
  | { known: 'namespace'; namespace: string }
  | { known: 'nothing' };

/** A namespace and a service account together make an identity in the mesh's own trust domain. */
export function sourceIdentity(
  source: RequestSource | undefined,
  mesh: Pick<AuthorizationMesh, 'trustDomain'>,
): SourceIdentity {
  const { principal, namespace, serviceAccount } = source ?? {};
  if (principal === null) {
    return { known: 'none' };
  }
  if (principal !== undefined) {
    return { known: 'all', principal };
  }
  if (namespace === undefined) {
    return { known: 'nothing' };
  }
  return serviceAccount === undefined
    ? { known: 'namespace', namespace }
    : {
        known: 'all',
        principal: `${mesh.trustDomain}/ns/${namespace}/sa/${serviceAccount}`,
      };
}

/**
 * Matches an identity of which only a part may be known. No identity matches nothing.
 *
 * @param tests - how to decide on a whole identity, and, where that is possible, on its namespace alone (undefined when
 * the namespace does not settle it)
 */
export function matchIdentity(
  identity: SourceIdentity,
  tests: {
    principal: (principal: string) => boolean;
    namespace?: (namespace: string) => boolean | undefined;
  },
): Outcome {
  switch (identity.known) {
    case 'none':
      return NO;
    case 'all':
      return toOutcome(tests.principal(identity.principal));
    case 'namespace': {
      const settled = tests.namespace?.(identity.namespace);
      return settled === undefined
        ? dependingOn('principal')
        : toOutcome(settled);
    }
    default:
      return dependingOn('principal');
  }
}

/**
 * What a caller's namespace says about a pattern for principals: `*` takes any identity; one that spells out another
 * namespace cannot match; anything else stays open.
 */
export function namespaceAgainstPrincipal(
  pattern: string,
  namespace: string,
): boolean | undefined {
  if (pattern === '*') {
    return true;
  }
  const named = /\/ns\/([^/*]+)\//.exec(pattern)?.[1];
  return named !== undefined && named !== namespace ? false : undefined;
}

/** The namespace and the service account of an identity, or undefined where it is not of the usual form. */
export function parsePrincipal(
  principal: string,
):
  | { trustDomain: string; namespace: string; serviceAccount: string }
  | undefined {
  const match = /^([^/]+)\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(principal);
  return match
    ? { trustDomain: match[1], namespace: match[2], serviceAccount: match[3] }
    : undefined;
}
