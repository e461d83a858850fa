import { Attribute, MatchContext } from './Attribute';
import { NO, Outcome, dependingOn, toOutcome } from './Outcome';
import { matchesPattern } from './matchesPattern';

// What follows is read from istio pilot/pkg/security/authz/model/generator.go, one generator each.

/**
 * `requestPrincipals`: issuer and subject, split at the last slash, since an issuer may be an address. A subject with a
 * slash in it cannot be written, and a token without a subject never matches.
 */
export const requestPrincipal: Attribute = {
  httpOnly: true,
  matcher: value => {
    const { issuer, subject } = splitRequestPrincipal(value);
    return ({ request: { token } }) =>
      withoutToken(token) ??
      toOutcome(
        isText(token?.claims.iss) &&
          isText(token?.claims.sub) &&
          issuer(token.claims.iss) &&
          subject(token.claims.sub),
      );
  },
};

/** `request.auth.audiences`. */
export const requestAudiences = claimAttribute(() => ['aud']);

/** `request.auth.presenter`. */
export const requestPresenter = claimAttribute(() => ['azp']);

/** `request.auth.claims[a][b]`: the claim `b` within the claim `a`. */
export const requestClaim = claimAttribute(key => {
  const names = /^request\.auth\.claims\[(.*)\]$/.exec(key)?.[1];
  return names?.split('][');
});

function claimAttribute(
  pathOf: (key: string) => string[] | undefined,
): Attribute {
  return {
    httpOnly: true,
    matcher: (value, { key }) => {
      const path = pathOf(key);
      return path === undefined
        ? undefined
        : ({ request: { token } }) =>
            withoutToken(token) ??
            toOutcome(
              textsOf(claimAt(token?.claims, path), path).some(text =>
                matchesPattern(value, text),
              ),
            );
    },
  };
}

/** The outcome where there is no token, or none is known. */
function withoutToken(
  token: MatchContext['request']['token'],
): Outcome | undefined {
  if (token === undefined) {
    return dependingOn('token');
  }
  return token === null ? NO : undefined;
}

function claimAt(claims: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? Reflect.get(value, name)
        : undefined,
    claims,
  );
}

// Only text and lists of text can match. Istio has Envoy split these two claims at spaces.
function textsOf(claim: unknown, path: readonly string[]): string[] {
  if (isText(claim)) {
    const split =
      path.length === 1 && ['scope', 'permission'].includes(path[0]);
    return split ? claim.split(' ') : [claim];
  }
  return Array.isArray(claim) ? claim.filter(isText) : [];
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

type Test = (text: string) => boolean;
const pattern =
  (value: string): Test =>
  text =>
    matchesPattern(value, text);
// An empty value matches nothing: Envoy has no claim to compare it with.
const exactly =
  (value: string): Test =>
  text =>
    text !== '' && text === value;

// The asterisk is an operator at one end of the whole value only: `*/x` is any issuer, but in `*/*` the second is text.
function splitRequestPrincipal(value: string): { issuer: Test; subject: Test } {
  const slash = value.lastIndexOf('/');
  if (slash < 0) {
    if (value.startsWith('*')) {
      return { issuer: pattern('*'), subject: pattern(value) };
    }
    return value.endsWith('*')
      ? { issuer: pattern(value), subject: pattern('*') }
      : { issuer: exactly(value), subject: exactly('') };
  }
  const issuer = value.slice(0, slash);
  const subject = value.slice(slash + 1);
  if (value.startsWith('*')) {
    return { issuer: pattern(issuer), subject: exactly(subject) };
  }
  return value.endsWith('*')
    ? { issuer: exactly(issuer), subject: pattern(subject) }
    : { issuer: exactly(issuer), subject: exactly(subject) };
}
