import { Attribute, Predicate } from './Attribute';
import {
  AuthorizationCondition,
  AuthorizationOperation,
  AuthorizationSource,
} from './AuthorizationPolicy';
import {
  connectionSni,
  destinationPort,
  envoyFilterMetadata,
  requestHeader,
  requestHost,
  requestMethod,
  requestPath,
} from './requestAttributes';
import {
  destinationIp,
  remoteIp,
  sourceIp,
  sourceNamespace,
  sourcePrincipal,
  sourceServiceAccount,
  sourceTrustDomain,
} from './sourceAttributes';
import {
  requestAudiences,
  requestClaim,
  requestPresenter,
  requestPrincipal,
} from './tokenAttributes';

/** The keys of `when`, as far as the whole key names the attribute. */
const conditions = new Map<string, Attribute>([
  ['source.ip', sourceIp],
  ['source.namespace', sourceNamespace],
  ['source.serviceAccount', sourceServiceAccount],
  ['source.trustDomain', sourceTrustDomain],
  ['source.principal', sourcePrincipal],
  ['remote.ip', remoteIp],
  ['request.auth.principal', requestPrincipal],
  ['request.auth.audiences', requestAudiences],
  ['request.auth.presenter', requestPresenter],
  ['destination.ip', destinationIp],
  ['destination.port', destinationPort],
  ['connection.sni', connectionSni],
]);

/** The keys of `when` that go on with a name. Istio only looks at how they start. */
const conditionPrefixes: [prefix: string, attribute: Attribute][] = [
  ['request.headers', requestHeader],
  ['request.auth.claims', requestClaim],
  ['experimental.envoy.filters.', envoyFilterMetadata],
];

/** What a source asks for; all of it must hold. */
export function sourcePredicates(
  source: AuthorizationSource = {},
): Predicate[] {
  return [
    ...field(
      'principals',
      sourcePrincipal,
      source.principals,
      source.notPrincipals,
    ),
    ...field(
      'requestPrincipals',
      requestPrincipal,
      source.requestPrincipals,
      source.notRequestPrincipals,
    ),
    ...field(
      'namespaces',
      sourceNamespace,
      source.namespaces,
      source.notNamespaces,
    ),
    ...field(
      'serviceAccounts',
      sourceServiceAccount,
      source.serviceAccounts,
      source.notServiceAccounts,
    ),
    ...field(
      'trustDomains',
      sourceTrustDomain,
      source.trustDomains,
      source.notTrustDomains,
    ),
    ...field('ipBlocks', sourceIp, source.ipBlocks, source.notIpBlocks),
    ...field(
      'remoteIpBlocks',
      remoteIp,
      source.remoteIpBlocks,
      source.notRemoteIpBlocks,
    ),
  ];
}

/** What an operation asks for; all of it must hold. */
export function operationPredicates(
  operation: AuthorizationOperation = {},
): Predicate[] {
  return [
    ...field('hosts', requestHost, operation.hosts, operation.notHosts),
    ...field('methods', requestMethod, operation.methods, operation.notMethods),
    ...field('paths', requestPath, operation.paths, operation.notPaths),
    ...field('ports', destinationPort, operation.ports, operation.notPorts),
  ];
}

/** What a condition asks for; undefined for a key that Istio does not know. */
export function conditionPredicates(
  condition: AuthorizationCondition,
): Predicate[] | undefined {
  // The schema wants a key, but objects from files need not have been held against it.
  const { key = '', values, notValues } = condition;
  const attribute =
    conditions.get(key) ??
    conditionPrefixes.find(([prefix]) => key.startsWith(prefix))?.[1];
  return attribute && both(key, attribute, values, notValues);
}

/** As `both`, with the name of the field that the values stand in. */
function field(
  name: string,
  attribute: Attribute,
  values?: readonly string[],
  notValues?: readonly string[],
): Predicate[] {
  const negative = `not${name[0].toUpperCase()}${name.slice(1)}`;
  return both(name, attribute, values, notValues).map(predicate =>
    predicate.negated ? { ...predicate, key: negative } : predicate,
  );
}

function both(
  key: string,
  attribute: Attribute,
  values: readonly string[] = [],
  notValues: readonly string[] = [],
): Predicate[] {
  return [
    { key, attribute, values, negated: false },
    { key, attribute, values: notValues, negated: true },
  ].filter(predicate => predicate.values.length > 0);
}
