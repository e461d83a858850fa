import { ipBlockContains, parseIpBlock } from '../ipBlock';

/** A policy as ztunnel gets it: one group must match, with all its rules, each by one of its matches, if it has any. */
export interface ZtunnelGroup {
  rules?: { matches?: ZtunnelMatch[] }[];
}

/** All fields must hold, and there must be one; by one of the values, or, for `not`, by none. */
export type ZtunnelMatch = Partial<Record<string, unknown[]>>;

export interface ZtunnelConnection {
  principal: string | null;
  sourceIp: string;
  destinationIp: string;
  destinationPort: number;
}

/**
 * Whether a connection matches a policy of ztunnel. It reads only what the conformance data holds, and throws on
 * anything else.
 *
 * Source: ztunnel src/rbac.rs, `matches`.
 */
export function matchesGroups(
  groups: readonly ZtunnelGroup[],
  connection: ZtunnelConnection,
): boolean {
  return groups.some(({ rules }) =>
    (rules ?? []).every(({ matches }) => {
      const alternatives = matches ?? [];
      return (
        alternatives.length === 0 ||
        alternatives.some(match => {
          const fields = Object.entries(match);
          return (
            fields.length > 0 &&
            fields.every(([field, values = []]) => {
              const name = field.replace(/^not(.)/, (_not, first: string) =>
                first.toLowerCase(),
              );
              const matched = values.some(v => matchesOne(name, v, connection));
              return field === name ? matched : !matched;
            })
          );
        })
      );
    }),
  );
}

function matchesOne(
  field: string,
  value: unknown,
  { principal, sourceIp, destinationIp, destinationPort }: ZtunnelConnection,
): boolean {
  const [namespace, serviceAccount] =
    /^[^/]+\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(principal ?? '')?.slice(1) ?? [];
  switch (field) {
    case 'principals':
      return principal !== null && matchesString(value, principal);
    case 'namespaces':
      return namespace !== undefined && matchesString(value, namespace);
    case 'serviceAccounts':
      return (
        get(value, 'namespace') === namespace &&
        get(value, 'serviceAccount') === serviceAccount
      );
    case 'sourceIps':
      return ipBlockContains(blockOf(value), sourceIp);
    case 'destinationIps':
      return ipBlockContains(blockOf(value), destinationIp);
    case 'destinationPorts':
      return value === destinationPort;
    default:
      throw new Error(
        `ztunnel's ${field} is not read here. Teach it to ztunnelRbac.ts.`,
      );
  }
}

/** Whether a string matches a matcher of ztunnel: `exact`, `prefix`, `suffix` or `presence`. */
export function matchesString(matcher: unknown, text: string): boolean {
  const [kind, value] = Object.entries(Object(matcher))[0];
  switch (kind) {
    case 'exact':
      return text === value;
    case 'prefix':
      return text.startsWith(String(value));
    case 'suffix':
      return text.endsWith(String(value));
    case 'presence':
      return text !== '';
    default:
      throw new Error(
        `ztunnel's matcher ${kind} is not read here. Teach it to ztunnelRbac.ts.`,
      );
  }
}

// The conversion writes addresses as bytes in base64, ztunnel's own tests as text.
function blockOf(value: unknown) {
  const text =
    typeof value === 'string'
      ? value
      : `${[...Buffer.from(String(get(value, 'address')), 'base64')].join('.')}/${get(value, 'length')}`;
  const block = parseIpBlock(text);
  if (block === undefined) {
    throw new Error(`${text} is not an IPv4 range`);
  }
  return block;
}

function get(value: unknown, key: string): unknown {
  return Reflect.get(Object(value), key);
}
