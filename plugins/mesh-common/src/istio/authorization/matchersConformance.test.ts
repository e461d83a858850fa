import { readVectors } from '../../__testUtils__/vectors';
import { Attribute, MatchContext } from './Attribute';
import { AuthorizationMesh } from './AuthorizationRequest';
import { mesh } from './__testUtils__/authorizationPolicy';
import { matchContext } from './matchContext';
import { matchesPattern } from './matchesPattern';
import { conditionPredicates } from './predicates';
import {
  destinationPort,
  requestHeader,
  requestHost,
  requestPath,
} from './requestAttributes';
import {
  sourceNamespace,
  sourcePrincipal,
  sourceServiceAccount,
} from './sourceAttributes';
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
}

/** Groups of the file that are not compared one by one, each with the reason. */
const notCompared: Record<string, string> = {
  serviceAccountRegex:
    'the text of an expression; what it matches is compared as serviceAccount',
  envoyMatcher:
    'the configuration of one matcher; what such do is compared over whole filters in envoyRbacConformance.test.ts',
  replaceTrustDomain:
    'a helper of upstream whose effect is compared as trustDomainAliases',
  trustDomainOf:
    'a helper of upstream whose effect is compared as trustDomainAliases',
  trustDomainEnforced:
    'a helper of upstream whose effect is compared as trustDomainAliases',
};

interface Matches {
  value: string;
  matches: string[];
  doesNotMatch: string[];
}

const vectors = readVectors<MatcherVectors>(
  'istio/authorization/matchers.yaml',
);
const describeVectors = vectors === undefined ? describe.skip : describe;
const rows = <T extends { value: string }>(part?: Cases<T>) =>
  (part?.cases ?? []).map(entry => [entry.value, entry] as const);

describeVectors('the matchers of single values', () => {
  it('are all compared, but those that are listed with a reason', () => {
    const compared = [
      'serviceAccount',
      'namespace',
      'prefixedString',
      'stringMatcherWithPrefix',
      'header',
      'host',
      'path',
      'requestPrincipal',
      'port',
      'bracketName',
      'nestedBracketNames',
      'trustDomainAliases',
    ];
    const groups = Object.entries(vectors ?? {})
      .filter(([, group]) => 'cases' in Object(group))
      .map(([name]) => name);

    expect([...compared, ...Object.keys(notCompared)].sort()).toEqual(
      groups.sort(),
    );
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
});

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

const SCHEME = 'spiffe://';
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
