import { Attribute, ValueMatcher } from './Attribute';
import { RequestFact } from './AuthorizationRequest';
import { toOutcome, dependingOn } from './Outcome';
import { ipBlockContains, parseIpBlock } from './ipBlock';
import { matchesPattern } from './matchesPattern';
import { escapeRegExp } from './pathTemplate';
import { matchIdentity, namespaceAgainstPrincipal } from './sourceIdentity';
import { trustDomainsOf, withTrustDomainAliases } from './trustDomainAliases';

// What follows is read from istio pilot/pkg/security/authz/model/generator.go, one generator each. Identities are
// compared as Envoy holds them, with `spiffe://` in front.
const SPIFFE = 'spiffe://';

/** `principals`: identities, widened to the aliases of the mesh's trust domain. */
export const sourcePrincipal: Attribute = {
  httpOnly: false,
  matcher: (value, { mesh }) => {
    const patterns = withTrustDomainAliases(value, mesh);
    return ({ identity }) =>
      matchIdentity(identity, {
        principal: principal =>
          patterns.some(p => matchesPattern(p, principal)),
        namespace: namespace => namespaceAgainstPrincipal(value, namespace),
      });
  },
};

/** `namespaces`: searched for anywhere in the identity; an asterisk also runs across slashes. */
export const sourceNamespace: Attribute = {
  httpOnly: false,
  matcher: value => {
    const name = value.split('*').map(escapeRegExp).join('.*');
    const pattern = new RegExp(`^.*/ns/${name}/.*$`);
    return ({ identity }) =>
      matchIdentity(identity, {
        principal: principal => pattern.test(SPIFFE + principal),
        // Only a value with a slash could match beyond the namespace and the fixed words around it.
        namespace: namespace =>
          value.includes('/')
            ? undefined
            : pattern.test(`${SPIFFE}-/ns/${namespace}/sa/-`),
      });
  },
};

/** `serviceAccounts`: `namespace/name`, or a name in the policy's own namespace; of any trust domain. */
export const sourceServiceAccount: Attribute = {
  httpOnly: false,
  matcher: (value, { policyNamespace }) => {
    const [namespace, name] = splitServiceAccount(value, policyNamespace);
    const pattern = new RegExp(
      `^${SPIFFE}.+/ns/${escapeRegExp(namespace)}/(.+/|)sa/${escapeRegExp(name)}(/.+)?$`,
    );
    return ({ identity }) =>
      matchIdentity(identity, {
        principal: principal => pattern.test(SPIFFE + principal),
        namespace: known => (known === namespace ? undefined : false),
      });
  },
};

/** Namespace and name of a value of `serviceAccounts`. */
export function splitServiceAccount(
  value: string,
  policyNamespace: string,
): [namespace: string, name: string] {
  const slash = value.indexOf('/');
  return slash < 0
    ? [policyNamespace, value]
    : [value.slice(0, slash), value.slice(slash + 1)];
}

/** `trustDomains`: the first part of the identity. Here `cluster.local` is a trust domain like any other. */
export const sourceTrustDomain: Attribute = {
  httpOnly: false,
  matcher: (value, { mesh }) => {
    const own = trustDomainsOf(mesh);
    const patterns = own.includes(value) ? own : [value];
    return ({ identity }) =>
      matchIdentity(identity, {
        principal: principal => {
          const slash = principal.indexOf('/');
          return patterns.some(
            p =>
              p === '*' ||
              (slash >= 0 && matchesPattern(p, principal.slice(0, slash))),
          );
        },
        namespace: () => (value === '*' ? true : undefined),
      });
  },
};

/** `ipBlocks`: the direct peer. */
export const sourceIp = ipAttribute(
  'sourceIp',
  ({ request }) => request.source?.ip,
);

/** `remoteIpBlocks`: the original client, which a sidecar believes the caller about. */
export const remoteIp = ipAttribute(
  'remoteIp',
  ({ request }) => request.source?.remoteIp,
);

/** `destination.ip`: where the request arrives. */
export const destinationIp = ipAttribute(
  'destinationIp',
  context => context.destinationIp,
);

function ipAttribute(
  fact: RequestFact,
  addressOf: (context: Parameters<ValueMatcher>[0]) => string | undefined,
): Attribute {
  return {
    httpOnly: false,
    matcher: value => {
      const block = parseIpBlock(value);
      if (block === undefined) {
        return undefined;
      }
      return context => {
        const address = addressOf(context);
        return address === undefined
          ? dependingOn(fact)
          : toOutcome(ipBlockContains(block, address));
      };
    },
  };
}
