import {
  AuthorizationCondition,
  AuthorizationPolicy,
  AuthorizationRule,
  actionOf,
} from './AuthorizationPolicy';
import { ANY_REQUEST, describeOperation } from './describeOperation';
import { describeSource } from './describeSource';

/** One rule of a policy as a plain sentence: "Service account payments/checkout may GET /charge on port 8080". */
export function describeRule(
  policy: AuthorizationPolicy,
  rule: AuthorizationRule,
): string {
  const policyNamespace = policy.metadata.namespace ?? '';
  const who =
    oneOf(rule.from, ({ source = {} }) =>
      describeSource(source, policyNamespace),
    ) ?? 'anyone';
  const what =
    oneOf(rule.to, ({ operation = {} }) => describeOperation(operation)) ??
    ANY_REQUEST;
  const conditions = (rule.when ?? []).map(describeCondition).join(' and ');
  const when = conditions === '' ? '' : `, when ${conditions}`;

  switch (actionOf(policy)) {
    case 'DENY':
      return capitalized(`${who} may not ${what}${when}`);
    case 'AUDIT':
      return `It is recorded that ${who} asks to ${what}${when}`;
    case 'CUSTOM': {
      const provider = policy.spec?.provider?.name ?? '';
      return capitalized(
        `${who} may ${what}${when}, if the external authorizer ${provider} agrees`,
      );
    }
    default:
      return capitalized(`${who} may ${what}${when}`);
  }
}

function oneOf<T>(
  entries: readonly T[] | undefined,
  describe: (entry: T) => string,
): string | undefined {
  return entries === undefined || entries.length === 0
    ? undefined
    : [...new Set(entries.map(describe))].join(' or ');
}

function describeCondition(condition: AuthorizationCondition): string {
  const { key, values = [], notValues = [] } = condition;
  const what = key
    .replace(/^request\.headers\[(.*)\]$/, 'header $1')
    .replace(/^request\.auth\.claims\[(.*)\]$/, 'claim $1');
  return [
    ...(values.length > 0 ? [`${what} is ${values.join(' or ')}`] : []),
    ...(notValues.length > 0
      ? [`${what} is not ${notValues.join(' or ')}`]
      : []),
  ].join(' and ');
}

function capitalized(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
