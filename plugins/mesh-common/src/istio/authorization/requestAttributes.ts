import { Attribute, MatchContext } from './Attribute';
import { RequestFact } from './AuthorizationRequest';
import { Outcome, YES, toOutcome, dependingOn } from './Outcome';
import { matchesPattern } from './matchesPattern';
import { splitQuery } from './normalizePath';
import { isPathTemplate, pathTemplatePattern } from './pathTemplate';

// What follows is read from istio pilot/pkg/security/authz/model/generator.go, one generator each.

/** `hosts`: the authority as sent, so with its port if it has one; upper and lower case are the same. */
export const requestHost: Attribute = {
  httpOnly: true,
  matcher:
    value =>
    ({ request }) =>
      present(value, request.host?.toLowerCase(), 'host', host =>
        matchesPattern(value.toLowerCase(), host),
      ),
};

/** `methods`: upper and lower case differ. */
export const requestMethod: Attribute = {
  httpOnly: true,
  matcher:
    value =>
    ({ request }) =>
      present(value, request.method, 'method', method =>
        matchesPattern(value, method),
      ),
};

/** `paths`: the normalized path without its query. */
export const requestPath: Attribute = {
  httpOnly: true,
  matcher: value => {
    if (isPathTemplate(value)) {
      const pattern = pathTemplatePattern(value);
      return ({ path }) =>
        // Envoy does not start with a template that lacks the slash, so nothing can be said of the requests.
        path === undefined || !value.startsWith('/')
          ? dependingOn('path')
          : toOutcome(pattern.test(splitQuery(path).path));
    }
    return context =>
      present(value, context.path, 'path', path =>
        matchesPattern(value, splitQuery(path).path),
      );
  },
};

/** `request.headers[name]`: each line of a repeated header is compared on its own; `*` wants the header, even if empty. */
export const requestHeader: Attribute = {
  httpOnly: true,
  matcher: (value, { key }) => {
    const name = /^request\.headers\[(.*)\]$/.exec(key)?.[1]?.toLowerCase();
    return name === undefined
      ? undefined
      : context => {
          const lines = headerLines(name, context);
          return 'value' in lines
            ? lines
            : toOutcome(
                lines.some(
                  line => value === '*' || matchesPattern(value, line),
                ),
              );
        };
  },
};

/** `connection.sni`: compared in lower case, so that a value with capitals never matches. */
export const connectionSni: Attribute = {
  httpOnly: false,
  matcher:
    value =>
    ({ request: { sni } }) => {
      if (sni === undefined) {
        return dependingOn('sni');
      }
      return toOutcome(
        sni !== null && matchesPattern(value, sni.toLowerCase()),
      );
    },
};

/** `ports`, `destination.port`: the port that the workload listens on. */
export const destinationPort: Attribute = {
  httpOnly: false,
  matcher: value => {
    if (!/^\d+$/.test(value) || Number(value) > 65535) {
      return undefined;
    }
    return ({ request: { port } }) =>
      port === undefined
        ? dependingOn('port')
        : toOutcome(port === Number(value));
  },
};

/** `experimental.envoy.filters.*`: what other filters left behind cannot be told from outside the proxy. */
export const envoyFilterMetadata: Attribute = {
  httpOnly: false,
  matcher: (_value, { key }) =>
    key.includes('[') ? () => dependingOn('filterMetadata') : undefined,
};

// Every HTTP request has a method, a path and an authority, so that "any" needs no knowledge of which.
function present(
  pattern: string,
  actual: string | undefined,
  fact: 'host' | 'method' | 'path',
  matches: (actual: string) => boolean,
): Outcome {
  if (pattern === '*') {
    return YES;
  }
  return actual === undefined ? dependingOn(fact) : toOutcome(matches(actual));
}

// The lines of a header, or what they hang on where they are not known.
function headerLines(
  name: string,
  { request, path }: MatchContext,
): readonly string[] | Outcome {
  const { headers, token, host, method } = request;
  const line = (value: string | undefined, fact: RequestFact) =>
    value === undefined ? dependingOn(fact) : [value];
  switch (name) {
    case 'host':
    case ':authority':
      return line(host, 'host');
    case ':method':
      return line(method, 'method');
    case ':path':
      return line(path, 'path');
    case 'authorization':
      // Whether a validated token is still there depends on its RequestAuthentication.
      if (token !== null) {
        return dependingOn('token');
      }
      break;
    default:
  }
  return headers === undefined
    ? dependingOn('headers')
    : Object.entries(headers)
        .filter(([sent]) => sent.toLowerCase() === name)
        .flatMap(([, value]) => value);
}
