import { AuthorizationRule } from '../AuthorizationPolicy';

/** What rules ask for of one attribute, and what they exclude. */
export interface NamedValues {
  wanted: string[];
  unwanted: string[];
}

const fields: Record<string, string> = {
  principals: 'source.principal',
  requestPrincipals: 'request.auth.principal',
  namespaces: 'source.namespace',
  serviceAccounts: 'source.serviceAccount',
  trustDomains: 'source.trustDomain',
  ipBlocks: 'source.ip',
  remoteIpBlocks: 'remote.ip',
  hosts: 'host',
  methods: 'method',
  paths: 'path',
  ports: 'destination.port',
};

/** The values of rules by attribute: by the key of its condition where it has one, so that fields and conditions meet. */
export function namedValues(
  rules: readonly AuthorizationRule[],
): Map<string, NamedValues> {
  const named = new Map<string, NamedValues>();
  const add = (
    key: string,
    values: readonly string[] = [],
    notValues: readonly string[] = [],
  ) => {
    const entry = named.get(key) ?? { wanted: [], unwanted: [] };
    entry.wanted.push(...values);
    entry.unwanted.push(...notValues);
    named.set(key, entry);
  };
  for (const { from = [], to = [], when = [] } of rules) {
    const parts = [
      ...from.map(({ source }) => source),
      ...to.map(({ operation }) => operation),
    ];
    for (const [field, values] of parts.flatMap(p => Object.entries(p ?? {}))) {
      const name = field.replace(/^not(.)/, (_not, first: string) =>
        first.toLowerCase(),
      );
      if (field === name) {
        add(fields[name], values);
      } else {
        add(fields[name], [], values);
      }
    }
    when.forEach(({ key, values, notValues }) => add(key, values, notValues));
  }
  return named;
}

/** Texts that a value with operators (`*` at an end, a path template) matches. */
export function hits(value: string): string[] {
  return ['', 'x', 'one/two'].map(text =>
    value
      .replace(/\{\*\*\}/g, text)
      .replace(/\{\*\}/g, text === '' ? 'y' : 'x')
      .replace(/^\*|\*$/g, text),
  );
}

/** Addresses in a range and just out of it. */
export function addressesAt(range: string): string[] {
  const [address] = range.split('/');
  return [
    address,
    address.replace(/\d+$/, '7'),
    address.replace(/\.\d+\.(\d+)$/, '.77.$1'),
  ];
}
