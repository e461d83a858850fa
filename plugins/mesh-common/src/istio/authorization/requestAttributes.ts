import { Attribute, MatchContext } from './Attribute';
import { Outcome, YES, toOutcome, dependingOn } from './Outcome';
import { matchesPattern } from './matchesPattern';
import { normalizePath, splitQuery } from './normalizePath';
import { isPathTemplate, matchesPathTemplate } from './pathTemplate';

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
      return context => {
        const path = normalizedPath(context);
        // Envoy does not start with a template that lacks the slash, so nothing can be said of the requests.
        return path === undefined || !value.startsWith('/')
          ? dependingOn('path')
          : toOutcome(matchesPathTemplate(value, splitQuery(path).path));
      };
    }
    return context =>
      present(value, normalizedPath(context), 'path', path =>
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
          return lines === undefined
            ? dependingOn('headers')
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

function normalizedPath({ request, mesh }: MatchContext): string | undefined {
  return request.path === undefined
    ? undefined
    : normalizePath(request.path, mesh.pathNormalization);
}

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

function headerLines(
  name: string,
  context: MatchContext,
): string[] | undefined {
  const { headers, token, host, method } = context.request;
  const line = (value: string | undefined) =>
    value === undefined ? undefined : [value];
  switch (name) {
    case 'host':
    case ':authority':
      return line(host);
    case ':method':
      return line(method);
    case ':path':
      return line(normalizedPath(context));
    case 'authorization':
      // Whether a validated token is still there depends on its RequestAuthentication.
      if (token !== null) {
        return undefined;
      }
      break;
    default:
  }
  return headers === undefined
    ? undefined
    : Object.entries(headers)
        .filter(([sent]) => sent.toLowerCase() === name)
        .flatMap(([, value]) => value);
}
