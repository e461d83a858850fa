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
    ...both(
      'principals',
      sourcePrincipal,
      source.principals,
      source.notPrincipals,
    ),
    ...both(
      'requestPrincipals',
      requestPrincipal,
      source.requestPrincipals,
      source.notRequestPrincipals,
    ),
    ...both(
      'namespaces',
      sourceNamespace,
      source.namespaces,
      source.notNamespaces,
    ),
    ...both(
      'serviceAccounts',
      sourceServiceAccount,
      source.serviceAccounts,
      source.notServiceAccounts,
    ),
    ...both(
      'trustDomains',
      sourceTrustDomain,
      source.trustDomains,
      source.notTrustDomains,
    ),
    ...both('ipBlocks', sourceIp, source.ipBlocks, source.notIpBlocks),
    ...both(
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
    ...both('hosts', requestHost, operation.hosts, operation.notHosts),
    ...both('methods', requestMethod, operation.methods, operation.notMethods),
    ...both('paths', requestPath, operation.paths, operation.notPaths),
    ...both('ports', destinationPort, operation.ports, operation.notPorts),
  ];
}

/** What a condition asks for; undefined for a key that Istio does not know. */
export function conditionPredicates(
  condition: AuthorizationCondition,
): Predicate[] | undefined {
  const { key, values, notValues } = condition;
  const attribute =
    conditions.get(key) ??
    conditionPrefixes.find(([prefix]) => key.startsWith(prefix))?.[1];
  return attribute && both(key, attribute, values, notValues);
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
