import { Problem, warnings } from '../Problem';
import { HttpMatch } from './httpMatch';
import { HttpRoute } from './httpRoute';
import { StringMatch } from './stringMatch';

/**
 * Routes and matches that no request gets to, because one before takes it.
 *
 * Source: istio pkg/config/validation/validation.go, `analyzeUnreachableHTTPRules`.
 */
export function unreachableRoutes(http: readonly HttpRoute[]): Problem[] {
  const catchAll = http.findIndex(({ match = [] }) => match.length === 0);
  const matches = http
    .slice(0, catchAll < 0 ? undefined : catchAll)
    .flatMap(({ match = [] }, route) =>
      match.map((one, index) => ({
        one,
        path: `spec.http[${route}].match[${index}]`,
      })),
    );
  return [
    ...http.flatMap((_, route) =>
      warnings([
        catchAll >= 0 && route > catchAll,
        `spec.http[${route}]`,
        `No request gets here: spec.http[${catchAll}] takes all of them.`,
      ]),
    ),
    ...matches.flatMap(({ one, path }, index) => {
      const taker = matches
        .slice(0, index)
        .find(other => isSame(other.one, one) || covers(other.one, one));
      return warnings([
        taker !== undefined,
        path,
        `No request gets here: ${taker?.path} takes it.`,
      ]);
    }),
  ];
}

function isSame(a: HttpMatch, b: HttpMatch): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, member]) => [key, sorted(member)])
    : value;
}

/** Only prefixes of paths are compared, and only what Istio compares of the rest. */
function covers(a: HttpMatch, b: HttpMatch): boolean {
  const before = a.uri?.prefix;
  const after = b.uri?.prefix;
  return (
    Boolean(before && after) &&
    before !== after &&
    (after ?? '').startsWith(before ?? '') &&
    (a.port ?? 0) === (b.port ?? 0) &&
    (text(a.method) || 'exact:GET').startsWith(text(b.method) || 'exact:GET') &&
    text(a.authority).startsWith(text(b.authority)) &&
    (['headers', 'queryParams', 'withoutHeaders'] as const).every(field =>
      coversAll(a[field] ?? {}, b[field] ?? {}),
    )
  );
}

type Matches = Readonly<Record<string, StringMatch>>;

function coversAll(a: Matches, b: Matches): boolean {
  return (
    Object.keys(a).length === Object.keys(b).length &&
    Object.entries(a).every(
      ([name, match]) =>
        Object.hasOwn(b, name) && text(match).startsWith(text(b[name])),
    )
  );
}

function text({ exact, prefix }: StringMatch = {}): string {
  const wanted = exact ? `exact:${exact}` : `prefix:${prefix}`;
  return exact || prefix ? wanted : '';
}
