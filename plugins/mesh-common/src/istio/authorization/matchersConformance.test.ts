import { readVectors } from '../../__testUtils__/vectors';
import { Attribute, MatchContext } from './Attribute';
import { AuthorizationMesh } from './AuthorizationRequest';
import { mesh } from './__testUtils__/authorizationPolicy';
import { matchesNode } from './__testUtils__/envoy/matchesNode';
import { matchContext } from './matchContext';
import { matchesPattern } from './matchesPattern';
import { conditionPredicates } from './predicates';
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
  splitServiceAccount,
} from './sourceAttributes';
import { parsePrincipal } from './sourceIdentity';
import { requestPrincipal } from './tokenAttributes';
import { withTrustDomainAliases } from './trustDomainAliases';

type Cases<T> = { cases: T[] };
type Matcher = Partial<
  Record<'exact' | 'prefix' | 'suffix' | 'regex', string>
> & { present?: boolean; ignoreCase?: boolean };

interface MatcherVectors {
  serviceAccount: Cases<{ value: string; identity: string; match: boolean }>;
  namespace: Cases<Matches>;
  prefixedString: Cases<Matches & { prefix: string }>;
  stringMatcherWithPrefix: Cases<{
    value: string;
    prefix: string;
    matcher: Matcher;
  }>;
  header: Cases<{ value: string; matcher: Matcher }>;
  host: Cases<{ value: string; matcher: Matcher }>;
  path: Cases<{ value: string; matcher: Matcher }>;
  requestPrincipal: Cases<{ value: string; iss: Matcher; sub: Matcher }>;
  port: Cases<{ value: string; valid: boolean; port?: number }>;
  bracketName: Cases<{ value: string; valid: boolean; name?: string }>;
  nestedBracketNames: Cases<{
    value: string;
    valid: boolean;
    names?: string[];
  }>;
  trustDomainAliases: Cases<{
    name: string;
    mesh: Pick<AuthorizationMesh, 'trustDomain' | 'trustDomainAliases'>;
    principals: string[];
    expanded: string[];
  }>;
  serviceAccountRegex: Cases<{
    policyNamespace: string;
    value: string;
    regex: string;
  }>;
  envoyMatcher: Cases<EnvoyMatcher>;
  replaceTrustDomain: Cases<{
    principal: string;
    trustDomain: string;
    valid: boolean;
    out?: string;
  }>;
  trustDomainOf: Cases<{ principal: string; trustDomain: string }>;
  trustDomainEnforced: Cases<{ principal: string; enforced: boolean }>;
}

interface EnvoyMatcher {
  name: string;
  generator: string;
  key?: string;
  value: string;
  permission?: unknown;
  principal?: unknown;
  error?: boolean;
}

/** What of ours stands for each of upstream's generators. */
const generators: Record<string, Attribute> = {
  destIPGenerator: destinationIp,
  destPortGenerator: destinationPort,
  connSNIGenerator: connectionSni,
  envoyFilterGenerator: envoyFilterMetadata,
  srcIPGenerator: sourceIp,
  remoteIPGenerator: remoteIp,
  srcNamespaceGenerator: sourceNamespace,
  srcTrustDomainGenerator: sourceTrustDomain,
  srcPrincipalGenerator: sourcePrincipal,
  requestHeaderGenerator: requestHeader,
  hostGenerator: requestHost,
  pathGenerator: requestPath,
  methodGenerator: requestMethod,
};

/** What other filters of a proxy left behind cannot be told from outside, so it is unknown here whatever is asked for. */
const notTold = ['envoyFilterGenerator-string', 'envoyFilterGenerator-list'];

interface Matches {
  value: string;
  matches: string[];
  doesNotMatch: string[];
}

const SCHEME = 'spiffe://';

const vectors = readVectors<MatcherVectors>(
  'istio/authorization/matchers.yaml',
);
const describeVectors = vectors === undefined ? describe.skip : describe;
const rows = <T extends { value: string }>(part?: Cases<T>) =>
  (part?.cases ?? []).map(entry => [entry.value, entry] as const);

describeVectors('the matchers of single values', () => {
  it('are all compared, however many there are', () => {
    const groups = Object.entries(vectors ?? {}).flatMap(([name, group]) =>
      'cases' in Object(group) ? [[name, Object(group).cases.length]] : [],
    );

    expect(Object.fromEntries(groups)).toEqual({
      serviceAccount: 15,
      serviceAccountRegex: 4,
      namespace: 2,
      prefixedString: 2,
      stringMatcherWithPrefix: 6,
      header: 4,
      host: 4,
      path: 4,
      requestPrincipal: 8,
      envoyMatcher: 21,
      port: 4,
      bracketName: 6,
      nestedBracketNames: 10,
      trustDomainAliases: 13,
      replaceTrustDomain: 4,
      trustDomainOf: 4,
      trustDomainEnforced: 6,
    });
  });

  it.each(rows(vectors?.serviceAccount))(
    'matches the service account %s',
    (value, { identity, match }) => {
      const { known, principal } = principalOf(identity);

      // An identity that is no SPIFFE identity cannot be asked about here: ours are without the scheme.
      expect(known && matches(sourceServiceAccount, value, by(principal))).toBe(
        match,
      );
    },
  );

  it.each(rows(vectors?.namespace))(
    'matches the namespace %s',
    (value, row) => {
      expect(verdictsOn(row, sourceNamespace, value)).toEqual(expected(row));
    },
  );

  it.each(rows(vectors?.prefixedString))('matches the end %s', (value, row) => {
    expect(verdictsOn(row, sourcePrincipal, value)).toEqual(expected(row));
  });

  it.each(rows(vectors?.stringMatcherWithPrefix))(
    'reads %s',
    (value, { prefix, matcher }) => {
      for (const text of textsNear(value)) {
        expect([text, matchesPattern(value, text)]).toEqual([
          text,
          fits(matcher, prefix + text) && (text !== '' || value !== '*'),
        ]);
      }
    },
  );

  it.each(rows(vectors?.header))('compares a header with %s', (value, row) => {
    for (const text of textsNear(value)) {
      const asked = { headers: { x: text } };
      expect([
        text,
        matches(requestHeader, value, asked, 'request.headers[x]'),
      ]).toEqual([text, fits(row.matcher, text)]);
    }
  });

  it.each(rows(vectors?.host))('compares the host with %s', (value, row) => {
    for (const host of textsNear(value)) {
      expect([host, matches(requestHost, value, { host })]).toEqual([
        host,
        fits(row.matcher, host),
      ]);
    }
  });

  it.each(rows(vectors?.path))('compares the path with %s', (value, row) => {
    for (const text of textsNear(value)) {
      const path = `/${text.replace(/^\//, '')}`;
      expect([path, matches(requestPath, value, { path })]).toEqual([
        path,
        fits(row.matcher, path),
      ]);
    }
  });

  it.each(rows(vectors?.requestPrincipal))(
    'splits the request principal %s',
    (value, { iss, sub }) => {
      const texts = ['foo', 'foobar', 'bar', 'xfoo', 'xbar', 'other'];
      for (const issuer of texts) {
        for (const subject of texts) {
          const token = { claims: { iss: issuer, sub: subject } };
          expect([token, matches(requestPrincipal, value, { token })]).toEqual([
            token,
            fits(iss, issuer) && fits(sub, subject),
          ]);
        }
      }
    },
  );

  it.each(rows(vectors?.port))('reads the port %s', (value, row) => {
    const matcher = destinationPort.matcher(value, place('ports'));

    expect(matcher !== undefined).toBe(row.valid);
    expect(matcher?.(context({ port: row.port ?? 1 })).value).toBe(
      row.valid ? 'yes' : undefined,
    );
  });

  it.each(rows(vectors?.bracketName))(
    'reads the name in request.headers%s',
    (value, { valid, name = '' }) => {
      const key = `request.headers${value}`;
      const matcher = requestHeader.matcher('v', place(key));

      expect(matcher !== undefined).toBe(valid);
      expect(matcher?.(context({ headers: { [name]: 'v' } })).value).toBe(
        valid ? 'yes' : undefined,
      );
    },
  );

  it.each(rows(vectors?.nestedBracketNames))(
    'reads the names in request.auth.claims%s',
    (value, { valid, names = [] }) => {
      const key = `request.auth.claims${value}`;
      const [predicate] = conditionPredicates({ key, values: ['v'] }) ?? [];
      const matcher = predicate.attribute.matcher('v', place(key));
      const claims = names.reduceRight<unknown>(
        (inner, name) => ({ [name]: inner }),
        'v',
      );
      const token = { claims: Object(claims) };

      expect(matcher !== undefined).toBe(valid);
      expect(matcher?.(context({ token })).value).toBe(
        valid ? 'yes' : undefined,
      );
    },
  );

  it.each(
    (vectors?.trustDomainAliases.cases ?? []).map(e => [e.name, e] as const),
  )('widens principals to aliases: %s', (_name, entry) => {
    expect(
      entry.principals.flatMap(p => withTrustDomainAliases(p, entry.mesh)),
    ).toEqual(entry.expanded);
  });

  it.each(rows(vectors?.serviceAccountRegex))(
    'matches the service account %s as its expression does',
    (value, { policyNamespace, regex }) => {
      const wanted = new RegExp(`^(?:${regex})$`);
      const [namespace, name] = splitServiceAccount(value, policyNamespace);
      const texts = [namespace, name].flatMap(textsNear);
      const principals = texts.flatMap(a =>
        texts.flatMap(b => [`td/ns/${a}/sa/${b}`, `td/ns/${a}/k/v/sa/${b}/k`]),
      );
      const matcher = sourceServiceAccount.matcher(value, {
        ...place('serviceAccounts'),
        policyNamespace,
      });
      for (const principal of principals) {
        expect([
          principal,
          matcher?.(context(by(principal))).value === 'yes',
        ]).toEqual([principal, wanted.test(SCHEME + principal)]);
      }
      expect(
        principals.some(principal => wanted.test(SCHEME + principal)),
      ).toBe(true);
    },
  );

  it.each((vectors?.envoyMatcher.cases ?? []).map(e => [e.name, e] as const))(
    'does what the matcher does that Istio generates: %s',
    (name, { generator, key = 'any', value, permission, principal, error }) => {
      const matcher = generators[generator].matcher(value, place(key));
      const verdicts = requestsNear(value).map(request => ({
        request,
        ours: matcher?.({
          ...context(request.ours),
          destinationIp: request.envoy.destinationIp,
        }).value,
        envoy: error
          ? undefined
          : verdictOfEnvoy(name, permission ?? principal, request.envoy),
      }));

      expect(verdicts.map(({ ours }) => ours)).toEqual(
        verdicts.map(({ envoy }) => envoy),
      );
      // Requests that all fare alike would show nothing.
      expect(new Set(verdicts.map(({ envoy }) => envoy)).size).toBe(
        error || notTold.includes(name) ? 1 : 2,
      );
    },
  );

  it.each(
    (vectors?.replaceTrustDomain.cases ?? []).map(
      e => [e.principal, e] as const,
    ),
  )('replaces the trust domain of %s', (principal, entry) => {
    // Upstream replaces whatever is there; here it must be the mesh's own, or an alias of it.
    const widened = withTrustDomainAliases(principal, {
      trustDomain: entry.trustDomain,
      trustDomainAliases: ['xyz'],
    });

    expect(widened[0]).toBe(entry.valid ? entry.out : principal);
  });

  it.each(
    (vectors?.trustDomainOf.cases ?? []).map(e => [e.principal, e] as const),
  )('reads the trust domain of %s', (principal, { trustDomain }) => {
    expect(parsePrincipal(principal)?.trustDomain ?? '').toBe(trustDomain);
  });

  it.each(
    (vectors?.trustDomainEnforced.cases ?? []).map(
      e => [e.principal, e] as const,
    ),
  )('asks %s for a trust domain, or for none', (principal, { enforced }) => {
    const ofAnother = principal.replace(/^[^/]*/, 'another');

    expect(matches(sourcePrincipal, principal, by(ofAnother))).toBe(!enforced);
  });
});

function verdictOfEnvoy(
  name: string,
  node: unknown,
  request: Parameters<typeof matchesNode>[1],
): 'yes' | 'no' | 'unknown' {
  if (notTold.includes(name)) {
    return 'unknown';
  }
  return matchesNode(node, request) ? 'yes' : 'no';
}

/** Requests of which every part is near a value, as we and as Envoy hold them. */
function requestsNear(value: string) {
  const texts = [
    ...textsNear(value.replace('{*}', 'x')),
    'exact.com',
    '/abc/x',
    '/abc/',
    '/abc/x/y',
  ].filter(text => text !== '');
  const identities = [
    ...texts,
    ...['foo', 'bar'].map(ns => `cluster.local/ns/${ns}/sa/a`),
    'cluster.other/ns/foo/sa/a',
    'other/ns/bar/sa/a',
  ];
  const ips = ['1.2.3.4', '1.2.3.5', '2.2.3.4'];
  const requests = [
    ...texts.map(text => ({ text, principal: 'a/ns/b/sa/c', ip: ips[0] })),
    ...identities.map(principal => ({
      text: 'any',
      principal,
      ip: ips[0],
    })),
    ...ips.map(ip => ({ text: 'any', principal: null, ip })),
  ];
  return requests.flatMap(({ text, principal, ip }) =>
    [80, 81].map(port => ({
      ours: {
        source: { principal, ip, remoteIp: ip },
        host: text,
        method: text,
        path: `/${text.replace(/^\//, '')}`,
        sni: text.toLowerCase(),
        headers: { 'x-foo': text },
        port,
      },
      envoy: {
        principal,
        ip,
        remoteIp: ip,
        destinationIp: ip,
        port,
        sni: text.toLowerCase(),
        headers: {
          ':authority': text,
          ':method': text,
          ':path': `/${text.replace(/^\//, '')}`,
          'x-foo': text,
        },
        metadata: {},
        extAuthz: {},
      },
    })),
  );
}

function place(key: string) {
  return { key, policyNamespace: 'payments', mesh };
}

function context(request: MatchContext['request']): MatchContext {
  return matchContext(request, {
    mesh: { ...mesh, pathNormalization: 'NONE' },
    point: { kind: 'sidecar', namespace: 'payments' },
  });
}

function matches(
  attribute: Attribute,
  value: string,
  request: MatchContext['request'],
  key = 'any',
): boolean {
  return (
    attribute.matcher(value, place(key))?.(context(request)).value === 'yes'
  );
}

function principalOf(identity: string) {
  return {
    known: identity.startsWith(SCHEME),
    principal: identity.slice(SCHEME.length),
  };
}

function by(principal: string) {
  return { source: { principal } };
}

function verdictsOn(row: Matches, attribute: Attribute, value: string) {
  return [...row.matches, ...row.doesNotMatch].map(identity =>
    matches(attribute, value, by(principalOf(identity).principal)),
  );
}

function expected(row: Matches): boolean[] {
  return [...row.matches.map(() => true), ...row.doesNotMatch.map(() => false)];
}

/** What a value without its operators could be part of. */
function textsNear(value: string): string[] {
  const text = value.replace(/^\*|\*$/g, '');
  return [text, `${text}x`, `x${text}`, text.toUpperCase(), value, 'other', ''];
}

/** Whether Envoy's matcher takes a text. */
function fits(matcher: Matcher, text: string): boolean {
  const fold = (s: string) => (matcher.ignoreCase ? s.toLowerCase() : s);
  const { exact, prefix, suffix, regex, present } = matcher;
  const verdicts = [
    exact === undefined ? [] : fold(text) === fold(exact),
    prefix === undefined ? [] : fold(text).startsWith(fold(prefix)),
    suffix === undefined ? [] : fold(text).endsWith(fold(suffix)),
    regex === undefined ? [] : new RegExp(`^(?:${regex})$`).test(text),
    present === undefined ? [] : present,
  ].flat();
  if (verdicts.length !== 1) {
    throw new Error(`Not one matcher: ${JSON.stringify(matcher)}`);
  }
  return verdicts[0];
}
