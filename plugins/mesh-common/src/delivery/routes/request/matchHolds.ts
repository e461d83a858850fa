import { HttpMatch, StringMatch } from '../../VirtualService';
import { all, not, RoutedRequest, Truth } from './RoutedRequest';
import { textMatches } from './textMatches';

/** How a kind of route compares paths. */
export interface PathComparison {
  /** A prefix ends where a part of the path does, so that `/a` is none of `/ab`. */
  wholeParts?: boolean;
}

/**
 * Whether a request meets one condition of a route. Gateways and ports are not looked at: who asks has left out the routes
 * for others.
 *
 * Source: istio pilot/pkg/networking/core/route/route.go, `TranslateRouteMatch`; envoy config.route.v3.RouteMatch.
 */
export function matchHolds(
  match: HttpMatch,
  request: RoutedRequest,
  how: PathComparison = {},
): Truth {
  const { caller } = request;
  return all([
    pathHolds(match, request.path, how),
    known(match.method, request.method),
    known(match.authority, request.host),
    known(match.scheme, request.scheme),
    ...Object.entries(match.headers ?? {}).map(([name, wanted]) =>
      headerHolds(name, wanted ?? {}, request),
    ),
    ...Object.entries(match.withoutHeaders ?? {}).map(([name, unwanted]) =>
      withoutHeader(name, unwanted ?? {}, request),
    ),
    ...Object.entries(match.queryParams ?? {}).map(([name, wanted]) =>
      queryHolds(name, wanted ?? {}, request.path),
    ),
    match.sourceNamespace === undefined
      ? true
      : equals(match.sourceNamespace, caller?.namespace),
    ...Object.entries(match.sourceLabels ?? {}).map(([label, value]): Truth =>
      caller?.labels ? caller.labels[label] === value : 'unknown',
    ),
  ]);
}

function equals(wanted: string, found: string | undefined): Truth {
  return found === undefined ? 'unknown' : wanted === found;
}

function known(wanted: StringMatch | undefined, found: string | undefined) {
  if (!wanted) {
    return true;
  }
  return found === undefined ? 'unknown' : textMatches(wanted, found);
}

/** The query and what follows # are not compared. */
function pathHolds(
  { uri, ignoreUriCase }: HttpMatch,
  sent: string | undefined,
  { wholeParts }: PathComparison,
): Truth {
  if (!uri || uri.prefix === '/') {
    return true;
  }
  if (sent === undefined) {
    return 'unknown';
  }
  const path = sent.replace(/[?#].*$/s, '');
  // Case is ignored in all forms but expressions.
  const folded = (text: string) =>
    ignoreUriCase && uri.regex === undefined ? text.toLowerCase() : text;
  if (uri.prefix !== undefined && wholeParts) {
    const prefix = folded(uri.prefix);
    return folded(path) === prefix || folded(path).startsWith(`${prefix}/`);
  }
  return textMatches(
    {
      ...uri,
      ...(uri.exact !== undefined && { exact: folded(uri.exact) }),
      ...(uri.prefix !== undefined && { prefix: folded(uri.prefix) }),
    },
    folded(path),
  );
}

/** Repeated lines of a header are compared as one, joined by commas. */
function headerOf(
  name: string,
  { headers, host, method, path, scheme }: RoutedRequest,
): string | undefined | 'unknown' {
  const pseudo: Record<string, string | undefined> = {
    ':authority': host,
    host,
    ':method': method,
    ':path': path,
    ':scheme': scheme,
  };
  const wanted = name.toLowerCase();
  if (wanted in pseudo && headers?.[wanted] === undefined) {
    return pseudo[wanted] ?? 'unknown';
  }
  if (wanted.startsWith('@')) {
    // Claims of tokens, which only gateways read.
    return 'unknown';
  }
  if (!headers) {
    return 'unknown';
  }
  const value = Object.entries(headers).find(
    ([sent]) => sent.toLowerCase() === wanted,
  )?.[1];
  return typeof value === 'object' ? value.join(',') : value;
}

function headerHolds(
  name: string,
  wanted: StringMatch,
  request: RoutedRequest,
): Truth {
  const value = headerOf(name, request);
  if (value === 'unknown') {
    return 'unknown';
  }
  return value === undefined ? false : textMatches(wanted, value);
}

/** A header that was not sent counts as empty here, so an expression that fits nothing at all fits it. */
function withoutHeader(
  name: string,
  unwanted: StringMatch,
  request: RoutedRequest,
): Truth {
  const value = headerOf(name, request);
  if (value === 'unknown') {
    return 'unknown';
  }
  const asksForPresence = Object.keys(unwanted).length === 0;
  return asksForPresence
    ? value === undefined
    : not(textMatches(unwanted, value ?? ''));
}

function queryHolds(
  name: string,
  wanted: StringMatch,
  path: string | undefined,
): Truth {
  if (path === undefined) {
    return 'unknown';
  }
  const query = /\?([^#]*)/.exec(path)?.[1] ?? '';
  const value = new URLSearchParams(query).get(name);
  return value === null ? false : textMatches(wanted, value);
}
