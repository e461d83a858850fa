import { Problem } from '../Problem';
import { covers } from './covers';
import { HttpMatch } from './httpMatch';

/** The routes of a VirtualService, as far as it matters which of them gets a request. */
export interface Routes {
  http?: { match?: HttpMatch[] }[];
  tls?: { match?: object[] }[];
  tcp?: { match?: object[] }[];
}

/**
 * Routes (IST0130) and matches of routes (IST0131) that no request or connection gets to, because one before takes it.
 *
 * Source: istio pkg/config/validation/validation.go, `analyzeUnreachableHTTPRules` and those for TCP and TLS.
 */
export function unreachableRoutes(routes: Routes): Problem[] {
  const { http = [], tls = [], tcp = [] } = routes;
  return [
    ...unreachable(http, 'http'),
    ...coveredMatches(matchesOf(http, 'http')),
    ...unreachable(tls, 'tls'),
    ...unreachable(tcp, 'tcp'),
  ];
}

interface Placed<T> {
  one: T;
  path: string;
}

/** The matches of routes that are before the first without one, which takes all. */
function matchesOf<T extends object>(
  routes: readonly { match?: T[] }[],
  protocol: string,
): Placed<T>[] {
  const end = takesAll(routes);
  return routes
    .slice(0, end < 0 ? undefined : end)
    .flatMap(({ match = [] }, route) =>
      match.map((one, index) => ({
        one,
        path: `spec.${protocol}[${route}].match[${index}]`,
      })),
    );
}

function takesAll(routes: readonly { match?: object[] }[]): number {
  return routes.findIndex(({ match = [] }) => match.length === 0);
}

function unreachable(
  routes: readonly { match?: object[] }[],
  protocol: string,
): Problem[] {
  if (routes.length < 2 && (routes[0]?.match ?? []).length < 2) {
    return [];
  }
  const end = takesAll(routes);
  const repeated = repetitions(matchesOf(routes, protocol));
  return routes.flatMap(({ match = [] }, route) => {
    const path = `spec.${protocol}[${route}]`;
    if (end >= 0 && route > end) {
      return [
        problem(
          'IST0130',
          path,
          `Nothing gets here: spec.${protocol}[${end}] takes all.`,
        ),
      ];
    }
    const repeats = match.flatMap((_, index) => {
      const at = `${path}.match[${index}]`;
      const before = repeated.get(at);
      return before === undefined
        ? []
        : [problem('IST0131', at, `Nothing gets here: ${before} takes it.`)];
    });
    return repeats.length > 0 && repeats.length === match.length
      ? [
          problem(
            'IST0130',
            path,
            'Nothing gets here: routes before have all its matches.',
          ),
          ...repeats,
        ]
      : repeats;
  });
}

/** Where a match repeats one before: its path, and that of the first. */
function repetitions(matches: readonly Placed<object>[]): Map<string, string> {
  const first = new Map<string, string>();
  const repeated = new Map<string, string>();
  for (const { one, path } of matches) {
    // A name is for people: it makes no other match.
    const text = JSON.stringify(sorted({ ...one, name: undefined }));
    const before = first.get(text);
    if (before === undefined) {
      first.set(text, path);
    } else {
      repeated.set(path, before);
    }
  }
  return repeated;
}

function sorted(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, member]) => [key, sorted(member)])
    : value;
}

function coveredMatches(matches: readonly Placed<HttpMatch>[]): Problem[] {
  const repeated = repetitions(matches);
  const byPrefix = matches.filter(
    ({ one, path }) => one.uri?.prefix && !repeated.has(path),
  );
  return byPrefix.flatMap(({ one, path }, index) => {
    const before = byPrefix
      .slice(0, index)
      .find(other => covers(other.one, one));
    return before
      ? [
          problem(
            'IST0131',
            path,
            `Nothing gets here: ${before.path} takes it.`,
          ),
        ]
      : [];
  });
}

function problem(code: string, path: string, message: string): Problem {
  return { severity: 'warning', source: 'webhook', path, message, code };
}
