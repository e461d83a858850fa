import {
  authorizationPolicy,
  mesh,
  sidecar,
} from './__testUtils__/authorizationPolicy';
import {
  AuthorizationCondition,
  AuthorizationOperation,
  AuthorizationRule,
  AuthorizationSource,
} from './AuthorizationPolicy';
import {
  AuthorizationMesh,
  AuthorizationRequest,
} from './AuthorizationRequest';
import { decide } from './decide';

/** Whether a rule matches, seen through an ALLOW policy of which it is the only rule. */
function matches(
  rule: AuthorizationRule,
  request: AuthorizationRequest,
  options: {
    mesh?: Partial<AuthorizationMesh>;
    kind?: 'sidecar' | 'ztunnel';
  } = {},
) {
  const { verdict } = decide({
    mesh: { ...mesh, ...options.mesh },
    point: { ...sidecar, kind: options.kind ?? 'sidecar' },
    policies: [authorizationPolicy('one', { rules: [rule] })],
    request: { protocol: 'http', ...request },
  });
  return { allowed: 'yes', denied: 'no', unknown: 'unknown' }[verdict];
}

const from = (source: AuthorizationSource) => ({ from: [{ source }] });
const to = (operation: AuthorizationOperation) => ({ to: [{ operation }] });
const when = (condition: AuthorizationCondition) => ({ when: [condition] });
const by = (principal: string | null) => ({ source: { principal } });

describe('a source', () => {
  it.each<[keyof AuthorizationSource, string, string, string]>([
    ['principals', '*', 'td/ns/a/sa/b', 'yes'],
    ['principals', 'td/ns/a/*', 'td/ns/a/sa/b', 'yes'],
    ['principals', '*/sa/b', 'td/ns/a/sa/b', 'yes'],
    ['principals', 'td/*/sa/b', 'td/ns/a/sa/b', 'no'],
    ['principals', 'td/ns/A/sa/b', 'td/ns/a/sa/b', 'no'],
    ['principals', '*/*', 'td/ns/a/sa/b', 'no'],
    ['principals', 'spiffe://td/ns/a/sa/b', 'td/ns/a/sa/b', 'no'],
    ['namespaces', 'a', 'td/ns/a/sa/b', 'yes'],
    ['namespaces', 'a.b', 'td/ns/aXb/sa/b', 'no'],
    ['namespaces', 'team-*', 'td/ns/team-x/sa/b', 'yes'],
    ['namespaces', '*sa', 'td/ns/other/sa/b', 'yes'],
    ['namespaces', '*a', 'td/ns/other/sa/b', 'yes'],
    ['serviceAccounts', 'a/b', 'any/ns/a/sa/b', 'yes'],
    ['serviceAccounts', 'b', 'td/ns/payments/sa/b', 'yes'],
    ['serviceAccounts', 'b', 'td/ns/a/sa/b', 'no'],
    ['serviceAccounts', 'a/b', 'td/ns/a/sa/b-2', 'no'],
    ['trustDomains', 'td', 'td/ns/a/sa/b', 'yes'],
    ['trustDomains', 't*', 'td/ns/a/sa/b', 'yes'],
    ['trustDomains', 'cluster.local', 'td/ns/a/sa/b', 'no'],
  ])('%s %s against %s: %s', (field, value, principal, expected) => {
    expect(matches(from({ [field]: [value] }), by(principal))).toBe(expected);
  });

  it.each<[string, AuthorizationSource]>([
    ['principals', { notPrincipals: ['*'] }],
    ['namespaces', { notNamespaces: ['a'] }],
    ['service accounts', { notServiceAccounts: ['a/b'] }],
    ['trust domains', { notTrustDomains: ['td'] }],
  ])('takes plaintext when it only excludes %s', (_what, source) => {
    expect(matches(from(source), by(null))).toBe('yes');
  });

  it.each<[string, string, string]>([
    ['cluster.local/ns/a/sa/b', 'prod.example/ns/a/sa/b', 'yes'],
    ['cluster.local/ns/a/sa/b', 'old.example/ns/a/sa/b', 'yes'],
    ['cluster.local/ns/a/sa/b', 'cluster.local/ns/a/sa/b', 'no'],
    ['old.example/ns/a/sa/b', 'prod.example/ns/a/sa/b', 'yes'],
    ['cluster.local/ns/a/*', 'prod.example/ns/a/sa/b', 'no'],
    ['*d.example/ns/a/sa/b', 'prod.example/ns/a/sa/b', 'yes'],
    ['elsewhere/ns/a/sa/b', 'prod.example/ns/a/sa/b', 'no'],
  ])(
    '%s against %s in a mesh with an alias: %s',
    (value, principal, expected) => {
      const aliased = {
        trustDomain: 'prod.example',
        trustDomainAliases: ['old.example'],
      };

      expect(
        matches(from({ principals: [value] }), by(principal), {
          mesh: aliased,
        }),
      ).toBe(expected);
    },
  );

  it.each<[AuthorizationSource, string]>([
    [{ namespaces: ['a'] }, 'yes'],
    [{ namespaces: ['b'] }, 'no'],
    [{ principals: ['*'] }, 'yes'],
    [{ principals: ['cluster.local/ns/b/sa/x'] }, 'no'],
    [{ principals: ['cluster.local/ns/a/sa/x'] }, 'unknown'],
    [{ serviceAccounts: ['b/x'] }, 'no'],
    [{ serviceAccounts: ['a/x'] }, 'unknown'],
  ])(
    '%j of a caller of which only namespace a is known: %s',
    (source, expected) => {
      expect(matches(from(source), { source: { namespace: 'a' } })).toBe(
        expected,
      );
    },
  );

  it.each<[string, string, string]>([
    ['10.0.0.0/8', '10.1.2.3', 'yes'],
    ['10.10.1.99/24', '10.10.1.1', 'yes'],
    ['10.10.1.99', '10.10.1.1', 'no'],
    ['0.0.0.0/0', '::1', 'no'],
    ['::/0', '10.1.2.3', 'no'],
    ['::ffff:10.1.2.3', '10.1.2.3', 'no'],
    ['2001:db8::/33', '2001:db8:7fff::1', 'yes'],
    ['2001:db8::/33', '2001:db8:8000::1', 'no'],
    ['10.0.0.0/33', '10.1.2.3', 'no'],
    ['10.0.0', '10.0.0.0', 'no'],
  ])('address %s against %s: %s', (block, ip, expected) => {
    expect(matches(from({ ipBlocks: [block] }), { source: { ip } })).toBe(
      expected,
    );
    expect(
      matches(from({ remoteIpBlocks: [block] }), { source: { remoteIp: ip } }),
    ).toBe(expected);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['*', { iss: 'i', sub: 's' }, 'yes'],
    ['*', { iss: 'i' }, 'no'],
    ['i/s', { iss: 'i', sub: 's' }, 'yes'],
    ['https://i/s', { iss: 'https://i', sub: 's' }, 'yes'],
    ['https://i/*', { iss: 'https://i', sub: 's' }, 'yes'],
    ['https://*', { iss: 'https://i', sub: 's' }, 'no'],
    ['*/s', { iss: 'https://i', sub: 's' }, 'yes'],
    ['*/*', { iss: 'i', sub: 's' }, 'no'],
    ['i', { iss: 'i', sub: '' }, 'no'],
    ['i/s/t', { iss: 'i', sub: 's/t' }, 'no'],
  ])('requestPrincipals %s against %j: %s', (value, claims, expected) => {
    const request = { token: { claims } };

    expect(matches(from({ requestPrincipals: [value] }), request)).toBe(
      expected,
    );
  });
});

describe('an operation', () => {
  it.each<[AuthorizationOperation, AuthorizationRequest, string]>([
    [{ hosts: ['a.com'] }, { host: 'A.com' }, 'yes'],
    [{ hosts: ['a.com'] }, { host: 'a.com:8080' }, 'no'],
    [{ hosts: ['a.com'] }, { host: 'a.com.' }, 'no'],
    [{ hosts: ['*.a.com'] }, { host: 'x.A.com' }, 'yes'],
    [{ methods: ['get'] }, { method: 'GET' }, 'no'],
    [{ methods: ['*'] }, {}, 'yes'],
    [{ methods: ['GET'] }, {}, 'unknown'],
    [{ paths: ['/a'] }, { path: '/a?b=c' }, 'yes'],
    [{ paths: ['/a?b=c'] }, { path: '/a?b=c' }, 'no'],
    [{ paths: ['/admin*'] }, { path: '/x/../admin' }, 'yes'],
    [{ paths: ['/a/{*}/c'] }, { path: '/a/b/c?d' }, 'yes'],
    [{ paths: ['{**}'] }, { path: '/a' }, 'unknown'],
    [{ notPaths: ['/a'] }, { path: '/b' }, 'yes'],
    [{ ports: ['08080'] }, { port: 8080 }, 'yes'],
    [{ ports: ['http'] }, { port: 8080 }, 'no'],
    [{ notPorts: ['8080'] }, { port: 8080 }, 'no'],
    [
      { methods: ['GET'], notPaths: ['/a'] },
      { method: 'GET', path: '/a' },
      'no',
    ],
  ])('%j against %j: %s', (operation, request, expected) => {
    expect(matches(to(operation), request)).toBe(expected);
  });
});

describe('a condition', () => {
  it.each<[string, string, AuthorizationRequest, string]>([
    ['request.headers[X-Team]', 'a', { headers: { 'x-team': 'a' } }, 'yes'],
    [
      'request.headers[x-team]',
      'a',
      { headers: { 'x-team': ['b', 'a'] } },
      'yes',
    ],
    ['request.headers[x-team]', 'a', { headers: { 'x-team': 'a,b' } }, 'no'],
    ['request.headers[x-team]', '*', { headers: { 'x-team': '' } }, 'yes'],
    ['request.headers[x-team]', '*', { headers: {} }, 'no'],
    ['request.headers[x-team]', 'a', {}, 'unknown'],
    ['request.headers[host]', 'a.com', { host: 'A.com' }, 'no'],
    ['request.headers[host]', 'a.com', { headers: {} }, 'unknown'],
    ['request.headers[:path]', '/a?b', { path: '/x/../a?b' }, 'yes'],
    [
      'request.auth.claims[groups]',
      'a',
      { token: { claims: { groups: ['b', 'a'] } } },
      'yes',
    ],
    [
      'request.auth.claims[groups]',
      'a',
      { token: { claims: { groups: [['a']] } } },
      'no',
    ],
    [
      'request.auth.claims[level]',
      '1',
      { token: { claims: { level: 1 } } },
      'no',
    ],
    [
      'request.auth.claims[level]',
      '*',
      { token: { claims: { level: true } } },
      'no',
    ],
    [
      'request.auth.claims[name]',
      '*',
      { token: { claims: { name: '' } } },
      'no',
    ],
    [
      'request.auth.claims[scope]',
      'read',
      { token: { claims: { scope: 'read write' } } },
      'yes',
    ],
    [
      'request.auth.claims[scope]',
      'read write',
      { token: { claims: { scope: 'read write' } } },
      'no',
    ],
    [
      'request.auth.claims[a][b]',
      'c',
      { token: { claims: { a: { b: 'c' } } } },
      'yes',
    ],
    [
      'request.auth.claims[a.b]',
      'c',
      { token: { claims: { 'a.b': 'c' } } },
      'yes',
    ],
    ['request.auth.claims[a]', 'b', { token: null }, 'no'],
    [
      'request.auth.audiences',
      'me',
      { token: { claims: { aud: ['me'] } } },
      'yes',
    ],
    [
      'request.auth.presenter',
      'app',
      { token: { claims: { azp: 'app' } } },
      'yes',
    ],
    ['connection.sni', 'a.com', { sni: 'A.com' }, 'yes'],
    ['connection.sni', 'A.com', { sni: 'A.com' }, 'no'],
    ['connection.sni', '*', { sni: null }, 'no'],
    ['destination.ip', '10.1.0.0/16', {}, 'yes'],
    ['destination.port', '8080', { port: 8080 }, 'yes'],
    ['experimental.envoy.filters.x[y]', 'z', {}, 'unknown'],
  ])('%s %s against %j: %s', (key, value, request, expected) => {
    expect(matches(when({ key, values: [value] }), request)).toBe(expected);
  });

  it('holds for notValues where the header or the SNI is absent', () => {
    const header = { key: 'request.headers[x]', notValues: ['a'] };
    const sni = { key: 'connection.sni', notValues: ['a'] };

    expect(matches(when(header), { headers: {} })).toBe('yes');
    expect(matches(when(sni), { sni: null })).toBe('yes');
  });

  it('must hold for values and notValues both', () => {
    const rule = when({
      key: 'source.namespace',
      values: ['team-*'],
      notValues: ['team-x'],
    });

    expect(matches(rule, by('td/ns/team-a/sa/b'))).toBe('yes');
    expect(matches(rule, by('td/ns/team-x/sa/b'))).toBe('no');
  });
});

describe('ztunnel', () => {
  it.each<[AuthorizationSource, string, string]>([
    [{ namespaces: ['*a'] }, 'td/ns/other/sa/b', 'no'],
    [{ namespaces: ['*a'] }, 'td/ns/gamma/sa/b', 'yes'],
    [{ principals: ['cluster.local/ns/a/sa/b'] }, 'td/ns/a/sa/b', 'no'],
    [{ serviceAccounts: ['a/b'] }, 'td/ns/a/sa/b', 'yes'],
    [{ trustDomains: ['td'] }, 'td/ns/a/sa/b', 'no'],
    [{ trustDomains: ['x'], namespaces: ['a'] }, 'td/ns/a/sa/b', 'yes'],
    [{ ipBlocks: ['nonsense'] }, 'td/ns/a/sa/b', 'no'],
  ])('%j against %s: %s', (source, principal, expected) => {
    const kind = 'ztunnel';

    expect(matches(from(source), by(principal), { kind })).toBe(expected);
  });
});
