import fc from 'fast-check';
import { AuthorizationRule } from '../AuthorizationPolicy';
import { AuthorizationRequest } from '../AuthorizationRequest';

// Names that patterns could take for the words around them are among the ordinary ones.
const trustDomains = ['td', 'old', 'ns', 'cluster.local'];
const namespaces = ['a', 'b', 'ns', 'sa'];
const accounts = ['x', 'y', 'ns', 'sa'];

const identity = fc
  .tuple(
    fc.constantFrom(...trustDomains),
    fc.constantFrom(...namespaces),
    fc.constantFrom(...accounts),
  )
  .map(([td, ns, sa]) => `${td}/ns/${ns}/sa/${sa}`);
const odd = fc.constantFrom(
  'principal',
  'td/ns/a',
  'td/k/v/ns/a/sa/x',
  'td/ns/a/k/v/sa/x',
  'td/ns/b/ns/a/sa/x/k/v',
);
const pattern = (text: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 14, arbitrary: text },
    text.map(value => value.replace(/^[^/]+/, '*')),
    text.map(value => `*${value.slice(1)}`),
    text.map(value => value.replace(/[^/]+$/, '*')),
    text.map(value => value.replace(/\/sa\/[^/]+$/, '/*')),
    text.map(value => `${value}*`),
    text.map(value => `*${value.slice(1)}*`),
    fc.constant('*'),
  );
const few = (value: fc.Arbitrary<string>) =>
  fc.option(fc.array(value, { minLength: 1, maxLength: 3 }), {
    nil: undefined,
    freq: 2,
  });

const source = fc.record({
  principals: few(pattern(fc.oneof(identity, odd))),
  notPrincipals: few(identity),
  namespaces: few(pattern(fc.constantFrom(...namespaces, 'a/sa'))),
  serviceAccounts: few(
    fc.oneof(
      fc.constantFrom(...accounts, 'a/sa/x', '/x', ''),
      fc
        .tuple(fc.constantFrom(...namespaces), fc.constantFrom(...accounts))
        .map(parts => parts.join('/')),
    ),
  ),
  trustDomains: few(fc.constantFrom(...trustDomains)),
  requestPrincipals: few(fc.constantFrom('*', 'i/s')),
});
const operation = fc.record({
  ports: few(fc.constantFrom('80', '080', '90', 'http')),
  methods: few(pattern(fc.constantFrom('GET', 'POST'))),
  paths: few(
    fc.oneof(
      pattern(fc.constantFrom('/a', '/b', '/', '/a/b', '/a/b/', '/a/c/d/e/f')),
      fc.constantFrom('/a/*', '/a/b/*', '/a/b*', '/{*}', '/a/{*}/d', '/{**}/d'),
      fc.constantFrom('/a/c/{**}', '/a/c/{*b/{*}', '{**}', '{*}/a'),
    ),
  ),
  notPaths: few(fc.constantFrom('/a', '/b*')),
  hosts: few(pattern(fc.constantFrom('a.com', 'A.com', 'b.com'))),
});
const condition = fc.record({
  key: fc.constantFrom(
    'source.principal',
    'source.namespace',
    'source.serviceAccount',
    'destination.port',
    'request.headers[x]',
    'no.such.key',
  ),
  values: few(fc.oneof(pattern(identity), fc.constantFrom('a', 'a/x', '80'))),
  notValues: few(fc.constantFrom('b', '90')),
});
/** A part of a rule that asks for one or two things, so that rules match often enough. */
const sparse = <T extends object>(part: fc.Arbitrary<T>) =>
  fc
    .tuple(part, fc.array(fc.nat(), { minLength: 1, maxLength: 2 }))
    .map(([fields, kept]) => {
      const entries = Object.entries(fields).filter(([, v]) => v !== undefined);
      return Object.fromEntries(
        kept.flatMap(i =>
          entries.length === 0 ? [] : [entries[i % entries.length]],
        ),
      );
    });
/** Rules whose values the requests below often have. */
export const rule: fc.Arbitrary<AuthorizationRule> = fc.record(
  {
    from: fc.array(fc.record({ source: sparse(source) }), { maxLength: 2 }),
    to: fc.array(fc.record({ operation: sparse(operation) }), {
      maxLength: 2,
    }),
    when: fc.array(condition, { maxLength: 1 }),
  },
  { requiredKeys: [] },
);

const answer = fc.constantFrom('allow' as const, 'deny' as const);
const maybe = <T>(value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined, freq: 5 });
/** Requests of which something may not be known. */
export const request: fc.Arbitrary<AuthorizationRequest> = fc.record({
  source: maybe(
    fc.oneof(
      fc.record({ principal: fc.oneof(identity, identity, odd) }),
      fc.constant({ principal: null }),
      fc.record({ namespace: fc.constantFrom(...namespaces, '', 'a/b') }),
      fc.record({
        namespace: fc.constantFrom(...namespaces),
        serviceAccount: fc.constantFrom(...accounts),
      }),
    ),
  ),
  port: maybe(fc.constantFrom(80, 90)),
  protocol: maybe(fc.constantFrom('http' as const, 'tcp' as const)),
  method: maybe(fc.constantFrom('GET', 'POST', 'PUT')),
  host: maybe(fc.constantFrom('a.com', 'A.COM', 'b.com')),
  path: maybe(
    fc.oneof(
      fc.constantFrom('/a', '/b', '/bc?d', '/x/../a', '/', '/a%00', '/a/b/'),
      fc.constantFrom('/a/b', '/a/b/c', '/a/c/d', '/a/c/d/e/f', '/a//d', '/d'),
    ),
  ),
  headers: maybe(
    fc.constantFrom<Record<string, string>[]>({}, { x: 'a' }, { x: '80' }),
  ),
  token: maybe(fc.constantFrom(null, { claims: { iss: 'i', sub: 's' } })),
  extAuthz: maybe(fc.record({ 'http-authz': answer, 'grpc-authz': answer })),
});
