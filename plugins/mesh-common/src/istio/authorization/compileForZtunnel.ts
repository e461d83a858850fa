import { Attribute, Predicate, ValuePlace } from './Attribute';
import { AuthorizationAction, AuthorizationRule } from './AuthorizationPolicy';
import { CompiledPredicate, CompiledRule } from './CompiledRule';
import { matchesPattern } from './matchesPattern';
import {
  conditionPredicates,
  operationPredicates,
  sourcePredicates,
} from './predicates';
import { destinationPort } from './requestAttributes';
import {
  destinationIp,
  sourceIp,
  sourceNamespace,
  sourcePrincipal,
  sourceServiceAccount,
  sourceTrustDomain,
  splitServiceAccount,
} from './sourceAttributes';
import {
  matchIdentity,
  namespaceAgainstPrincipal,
  parsePrincipal,
} from './sourceIdentity';

type Matcher = Attribute['matcher'];

/** What ztunnel can check, each in its own way: no trust domain aliases, and a namespace is the namespace. */
const supported = new Map<Attribute, Matcher>([
  [
    sourcePrincipal,
    value =>
      ({ identity }) =>
        matchIdentity(identity, {
          principal: principal => matchesPattern(value, principal),
          namespace: namespace => namespaceAgainstPrincipal(value, namespace),
        }),
  ],
  [
    sourceNamespace,
    value =>
      ({ identity }) =>
        matchIdentity(identity, {
          principal: principal => {
            const parsed = parsePrincipal(principal);
            return (
              parsed !== undefined && matchesPattern(value, parsed.namespace)
            );
          },
          namespace: namespace => matchesPattern(value, namespace),
        }),
  ],
  [
    sourceServiceAccount,
    (value, { policyNamespace }) => {
      const [namespace, name] = splitServiceAccount(value, policyNamespace);
      return ({ identity }) =>
        matchIdentity(identity, {
          principal: principal => {
            const parsed = parsePrincipal(principal);
            return (
              parsed?.namespace === namespace && parsed.serviceAccount === name
            );
          },
          namespace: known => (known === namespace ? undefined : false),
        });
    },
  ],
  [sourceIp, sourceIp.matcher],
  [destinationIp, destinationIp.matcher],
  [destinationPort, destinationPort.matcher],
]);

/** Conditions that ztunnel takes; the others count as HTTP, even those that are not. */
const supportedConditions = [
  'source.ip',
  'source.namespace',
  'source.principal',
  'destination.ip',
  'destination.port',
];

/**
 * A rule as ztunnel gets it. An ALLOW rule with anything that ztunnel cannot check is left out. From any other the parts
 * that it cannot check are removed, and an alternative of which nothing remains never matches: a DENY for methods alone
 * denies nothing here. `trustDomains` are passed over in silence.
 *
 * Source: istio pilot/pkg/serviceregistry/ambient/authorization.go, `handleRule`; ztunnel src/rbac.rs, `matches`.
 */
export function compileForZtunnel(
  rule: AuthorizationRule,
  target: { action: AuthorizationAction; place: Omit<ValuePlace, 'key'> },
): CompiledRule {
  const from = (rule.from ?? []).map(e => sourcePredicates(e.source));
  const to = (rule.to ?? []).map(e => operationPredicates(e.operation));
  const when = (rule.when ?? []).map(condition => [
    supportedConditions.includes(condition.key)
      ? (conditionPredicates(condition) ?? [])
      : [],
  ]);
  const written = [from, to, ...when].filter(clause => clause.length > 0);

  const lost = [
    ...new Set([
      ...written
        .flat(2)
        .filter(isLost)
        .map(predicate => predicate.key),
      ...(rule.when ?? [])
        .map(condition => condition.key)
        .filter(key => !supportedConditions.includes(key)),
    ]),
  ];
  const why = `ztunnel cannot check ${lost.join(', ')}`;
  if (target.action === 'ALLOW' && lost.length > 0) {
    return { leftOut: why };
  }
  const clauses = written.map(clause =>
    clause
      .map(alternative =>
        alternative.flatMap(predicate => compile(predicate, target.place)),
      )
      .filter(alternative => alternative.length > 0),
  );
  if (lost.length === 0) {
    return { clauses };
  }
  const never = clauses.some(clause => clause.length === 0);
  return {
    clauses,
    note: never ? `${why}, so the rule never matches` : `${why} and ignores it`,
  };
}

function isLost({ attribute }: Predicate): boolean {
  return !supported.has(attribute) && attribute !== sourceTrustDomain;
}

function compile(
  predicate: Predicate,
  place: Omit<ValuePlace, 'key'>,
): CompiledPredicate[] {
  const { key, attribute, values, negated } = predicate;
  const matcherOf = supported.get(attribute);
  const matchers = values
    .map(value => matcherOf?.(value, { ...place, key }))
    .filter(matcher => matcher !== undefined);
  return matchers.length === 0
    ? []
    : [{ attribute, values, matchers, negated }];
}
