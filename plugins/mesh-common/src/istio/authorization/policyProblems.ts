import { Attribute, Predicate } from './Attribute';
import {
  AuthorizationCondition,
  AuthorizationPolicy,
  AuthorizationPolicySpec,
  AuthorizationRule,
  AuthorizationSource,
  actionOf,
} from './AuthorizationPolicy';
import { PolicyProblem, error } from './PolicyProblem';
import {
  conditionPredicates,
  operationPredicates,
  sourcePredicates,
} from './predicates';
import { destinationPort } from './requestAttributes';
import {
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
import { targetProblems } from './targetProblems';
import { valueProblem } from './valueProblem';

/**
 * What Istio's webhook says of a policy that the schema of the CRD takes. None: it is accepted.
 *
 * Source: istio pkg/config/validation/validation.go, `ValidateAuthorizationPolicy`.
 */
export function policyProblems(policy: AuthorizationPolicy): PolicyProblem[] {
  const spec = policy.spec ?? {};
  const action = actionOf(policy);
  return [
    ...dryRunProblems(policy),
    ...targetProblems(spec),
    ...actionProblems(spec),
    ...(spec.rules ?? []).flatMap((rule, index) => {
      const at = `spec.rules[${index}]`;
      const predicates = predicatesOf(rule, at);
      return [
        ...shapeProblems(rule, at),
        ...predicates.flatMap(valueProblems),
        ...(action === 'CUSTOM' ? customProblems(predicates) : []),
        ...(action === 'DENY' ? denyProblems(rule, at) : []),
      ];
    }),
  ];
}

interface Placed {
  predicate: Predicate;
  field: string;
}

const BOOLEANS = /^(1|t|T|true|TRUE|True|0|f|F|false|FALSE|False)$/;

function dryRunProblems(policy: AuthorizationPolicy): PolicyProblem[] {
  const value = policy.metadata.annotations?.['istio.io/dry-run'];
  const field = 'metadata.annotations[istio.io/dry-run]';
  if (value === undefined) {
    return [];
  }
  return [
    ...(BOOLEANS.test(value) ? [] : [error(field, `${value} is no boolean.`)]),
    ...(['ALLOW', 'DENY'].includes(actionOf(policy))
      ? []
      : [error(field, 'Only ALLOW and DENY can be tried in dry run.')]),
  ];
}

function actionProblems(spec: AuthorizationPolicySpec): PolicyProblem[] {
  const { action = 'ALLOW', provider, rules } = spec;
  return [
    ...(action === 'CUSTOM' && !provider?.name
      ? [error('spec.provider.name', 'CUSTOM needs the name of a provider.')]
      : []),
    ...(action !== 'CUSTOM' && provider !== undefined
      ? [error('spec.provider', 'Only CUSTOM takes a provider.')]
      : []),
    ...(['DENY', 'CUSTOM'].includes(action) && rules === undefined
      ? [error('spec.rules', `${action} without rules does nothing.`)]
      : []),
  ];
}

function predicatesOf(rule: AuthorizationRule, at: string): Placed[] {
  const { from = [], to = [], when = [] } = rule;
  const named = (path: string) => (predicate: Predicate) => ({
    predicate,
    field: `${path}.${predicate.key}`,
  });
  return [
    ...from.flatMap(({ source }, i) =>
      sourcePredicates(source).map(named(`${at}.from[${i}].source`)),
    ),
    ...to.flatMap(({ operation }, i) =>
      operationPredicates(operation).map(named(`${at}.to[${i}].operation`)),
    ),
    ...when.flatMap((condition, i) =>
      (conditionPredicates(condition) ?? []).map(predicate => ({
        predicate,
        field: `${at}.when[${i}].${predicate.negated ? 'notValues' : 'values'}`,
      })),
    ),
  ];
}

function shapeProblems(rule: AuthorizationRule, at: string): PolicyProblem[] {
  const { from, to, when = [] } = rule;
  const empty = (value: object | undefined) =>
    value === undefined || Object.keys(value).length === 0;
  const hollow = (field: string) => error(field, 'It must not be empty.');
  return [
    ...(from?.length === 0 ? [hollow(`${at}.from`)] : []),
    ...(to?.length === 0 ? [hollow(`${at}.to`)] : []),
    ...(from ?? []).flatMap(({ source }, i) => {
      const field = `${at}.from[${i}].source`;
      return [
        ...(empty(source) ? [hollow(field)] : []),
        ...(source === undefined ? [] : accountProblems(source, field)),
      ];
    }),
    ...(to ?? []).flatMap(({ operation }, i) =>
      empty(operation) ? [hollow(`${at}.to[${i}].operation`)] : [],
    ),
    ...when.flatMap((condition, i) =>
      conditionProblems(condition, `${at}.when[${i}]`),
    ),
  ];
}

function accountProblems(
  source: AuthorizationSource,
  field: string,
): PolicyProblem[] {
  const accounts = source.serviceAccounts ?? source.notServiceAccounts;
  const others =
    source.principals ??
    source.notPrincipals ??
    source.namespaces ??
    source.notNamespaces;
  return accounts && others
    ? [
        error(
          field,
          'Service accounts cannot stand beside namespaces or principals.',
        ),
      ]
    : [];
}

function conditionProblems(
  condition: AuthorizationCondition,
  field: string,
): PolicyProblem[] {
  const { key, values = [], notValues = [] } = condition;
  if (!key) {
    return [error(`${field}.key`, 'A condition needs a key.')];
  }
  const known = conditionPredicates(condition) !== undefined;
  const bracketed = /^(request\.headers|request\.auth\.claims|experimental\.)/;
  const wellFormed = !bracketed.test(key) || /\[.+\]$/.test(key);
  return [
    ...(known ? [] : [error(`${field}.key`, `Istio knows no ${key}.`)]),
    ...(wellFormed
      ? []
      : [error(`${field}.key`, `${key} needs a name in brackets.`)]),
    ...(values.length + notValues.length > 0
      ? []
      : [error(field, 'A condition needs values or notValues.')]),
  ];
}

function valueProblems({ predicate, field }: Placed): PolicyProblem[] {
  return predicate.values.flatMap(value => {
    const problem = valueProblem(predicate.attribute, value);
    return problem === undefined
      ? []
      : [error(field, `"${value}" ${problem}.`)];
  });
}

/** What the proxy does not know yet when it asks an external authorizer. */
const notBeforeCustom: readonly Attribute[] = [
  sourceNamespace,
  sourcePrincipal,
  sourceServiceAccount,
  sourceTrustDomain,
  requestPrincipal,
  requestAudiences,
  requestPresenter,
  requestClaim,
];

function customProblems(predicates: readonly Placed[]): PolicyProblem[] {
  return predicates
    .filter(({ predicate }) => notBeforeCustom.includes(predicate.attribute))
    .map(({ field, predicate }) =>
      error(field, `CUSTOM cannot use ${predicate.key}.`),
    );
}

function denyProblems(rule: AuthorizationRule, at: string): PolicyProblem[] {
  const parts = [
    ...(rule.from ?? []).flatMap(({ source }) => sourcePredicates(source)),
    ...(rule.to ?? []).flatMap(({ operation }) =>
      operationPredicates(operation),
    ),
  ];
  const http = parts.some(({ attribute }) => attribute.httpOnly);
  const ports = parts.some(({ attribute }) => attribute === destinationPort);
  return http && !ports
    ? [
        {
          severity: 'warning',
          field: at,
          message:
            'On TCP ports, where HTTP fields count as matching, this rule denies what is left of it. Name the HTTP ports.',
        },
      ]
    : [];
}
