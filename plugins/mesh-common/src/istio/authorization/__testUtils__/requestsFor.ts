import fc from 'fast-check';
import { AuthorizationPolicy, AuthorizationRule } from '../AuthorizationPolicy';
import { AuthorizationRequest } from '../AuthorizationRequest';
import { addressesAt, hits, namedValues } from './namedValues';

/** A request of which everything is known, and what other filters left in the proxy. */
export interface WholeRequest extends AuthorizationRequest {
  source: { principal: string | null; ip: string; remoteIp: string };
  destinationIp: string;
  port: number;
  protocol: 'http' | 'tcp';
  method: string;
  host: string;
  path: string;
  headers: Record<string, string | string[]>;
  sni: string | null;
  token: { claims: Record<string, unknown> } | null;
  extAuthz: Record<string, 'allow' | 'deny'>;
  /** By the key of the condition that reads it: `experimental.envoy.filters.a.b[c]`. */
  metadata: Record<string, string>;
}

const answer = fc.constantFrom('allow' as const, 'deny' as const);

/**
 * Requests that some policies have something to say about: most values are among those that one of the rules names, so
 * that even a rule with many parts is met; the others come close.
 */
export function requestsFor(
  policies: readonly AuthorizationPolicy[],
  protocol: 'http' | 'tcp',
): fc.Arbitrary<WholeRequest> {
  const rules = policies.flatMap(({ spec }) => spec?.rules ?? []);
  return fc.oneof(
    requestNear(rules, protocol),
    ...rules.map(rule => requestNear([rule], protocol)),
  );
}

function requestNear(
  rules: readonly AuthorizationRule[],
  protocol: 'http' | 'tcp',
): fc.Arbitrary<WholeRequest> {
  const named = namedValues(rules);
  const of = (key: string) => named.get(key) ?? { wanted: [], unwanted: [] };
  const wanted = (key: string) => of(key).wanted.flatMap(hits);
  const unwanted = (key: string) => of(key).unwanted.flatMap(hits);
  const keysFrom = (start: string) =>
    [...named.keys()].filter(key => key.startsWith(start));

  const text = (key: string, ...others: string[]) =>
    near(wanted(key), [
      ...[...wanted(key), ...unwanted(key)].flatMap(v => [`${v}x`, `x${v}`]),
      ...unwanted(key),
      ...others,
    ]);
  const address = (key: string) =>
    near(of(key).wanted.flatMap(addressesAt), [
      ...of(key).unwanted.flatMap(addressesAt),
      '10.0.0.1',
      '2001:db8::1',
    ]);

  const identities = (values: typeof wanted) => [
    // An identity is never empty.
    ...values('source.principal').filter(value => value !== ''),
    ...values('source.namespace').map(n => `cluster.local/ns/${n}/sa/any`),
    ...values('source.serviceAccount').map(account =>
      account.includes('/')
        ? `cluster.local/ns/${account.replace('/', '/sa/')}`
        : `cluster.local/ns/foo/sa/${account}`,
    ),
    ...values('source.trustDomain').map(td => `${td}/ns/foo/sa/any`),
  ];
  const principal = near<string | null>(identities(wanted), [
    ...identities(unwanted),
    ...identities(wanted).flatMap(p => [
      p.replace(/^[^/]+/, 'td1'),
      p.replace(/\/ns\/[^/]+/, '/ns/other'),
      `${p}/more`,
    ]),
    'cluster.local/ns/foo/sa/any',
    null,
  ]);

  const claim = (key: string) => {
    const one = text(key, '');
    return fc.oneof<fc.Arbitrary<unknown>[]>(
      one,
      fc.array(one, { maxLength: 2 }),
      fc.tuple(one, one).map(both => both.join(' ')),
      fc.constantFrom(1, null, [['other']]),
    );
  };
  const issuers = wanted('request.auth.principal').map(splitAtLastSlash);
  const claims = fc.record(
    {
      iss: near(
        issuers.map(([iss]) => iss),
        ['i', ''],
      ),
      sub: near(
        issuers.map(([, sub]) => sub),
        ['s', ''],
      ),
      aud: claim('request.auth.audiences'),
      azp: claim('request.auth.presenter'),
      ...Object.fromEntries(
        keysFrom('request.auth.claims').map(key => {
          const [outer, ...inner] = key.slice(20, -1).split('][');
          const nested = claim(key).map(value =>
            inner.reduceRight<unknown>((v, name) => ({ [name]: v }), value),
          );
          return [outer, nested];
        }),
      ),
    },
    { requiredKeys: [] },
  );

  return fc.record({
    source: fc.record({
      principal,
      ip: address('source.ip'),
      remoteIp: address('remote.ip'),
    }),
    destinationIp: address('destination.ip'),
    port: near(of('destination.port').wanted.map(Number), [
      ...of('destination.port').unwanted.map(Number),
      8080,
    ]),
    protocol: fc.constant(protocol),
    method: text('method', 'GET', 'POST'),
    host: text('host', 'a.com', 'EXACT.com', 'exact.com:8080'),
    path: fc
      .tuple(text('path', '/'), fc.constantFrom('', '', '?a=/b'))
      .map(([path, query]) => `/${path.replace(/^\/+/, '')}${query}`),
    headers: fc
      .tuple(
        ...keysFrom('request.headers')
          .filter(key => !key.includes(':'))
          .map(key => headerLines(key, text(key, ''))),
      )
      .map(lines => Object.fromEntries(lines.flat())),
    sni: near<string | null>(wanted('connection.sni'), [
      ...unwanted('connection.sni'),
      null,
    ]),
    token: oftenOf(
      claims.map(all => ({ claims: all })),
      fc.constant(null),
    ),
    extAuthz: fc.record({ default: answer, another: answer }),
    metadata: fc.record(
      Object.fromEntries(
        keysFrom('experimental.').map(key => [key, text(key, 'other')]),
      ),
    ),
  });
}

function headerLines(
  key: string,
  one: fc.Arbitrary<string>,
): fc.Arbitrary<[name: string, lines: string | string[]][]> {
  const lines = fc.oneof(one, one, fc.array(one, { maxLength: 2 }));
  const name = key.slice('request.headers['.length, -1).toLowerCase();
  return fc.array(fc.tuple(fc.constant(name), lines), { maxLength: 1 });
}

function near<T>(matching: readonly T[], close: readonly T[]): fc.Arbitrary<T> {
  return matching.length === 0
    ? fc.constantFrom(...close)
    : oftenOf(fc.constantFrom(...matching), fc.constantFrom(...close));
}

function oftenOf<T, U>(
  matching: fc.Arbitrary<T>,
  close: fc.Arbitrary<U>,
): fc.Arbitrary<T | U> {
  return fc.oneof(
    { weight: 9, arbitrary: matching },
    { weight: 1, arbitrary: close },
  );
}

function splitAtLastSlash(text: string): [before: string, after: string] {
  const slash = text.lastIndexOf('/');
  return slash < 0 ? [text, ''] : [text.slice(0, slash), text.slice(slash + 1)];
}
