import { listOf } from '../listOf';
import { HttpMatch, StringMatch } from '../VirtualService';
import { GatewayMatch, GatewayValueMatch } from './HTTPRoute';

/** What rules without a condition are for. */
export const ALL_OTHERS = 'all other requests';

/** The conditions of a rule of a VirtualService, in words; one of the matches is enough. */
export function describeMatches(matches: readonly HttpMatch[]): string {
  return sentence(matches.map(describeMatch));
}

/** The conditions of a rule of an HTTPRoute, in words. */
export function describeGatewayMatches(
  matches: readonly GatewayMatch[],
): string {
  return sentence(matches.map(describeGatewayMatch));
}

function sentence(alternatives: string[][]): string {
  return alternatives.length === 0 || alternatives.some(all => all.length === 0)
    ? ALL_OTHERS
    : `if ${alternatives.map(all => all.join(' and ')).join(', or if ')}`;
}

function describeMatch(match: HttpMatch): string[] {
  return [
    ...one('path', match.uri),
    ...one('method', match.method),
    ...one('host', match.authority),
    ...one('scheme', match.scheme),
    ...each('header', match.headers),
    ...each('header', match.withoutHeaders).map(text => `not (${text})`),
    ...each('query parameter', match.queryParams),
    ...(match.port === undefined ? [] : [`port = ${match.port}`]),
    ...(match.sourceNamespace === undefined
      ? []
      : [`the caller is in namespace ${match.sourceNamespace}`]),
    ...Object.entries(match.sourceLabels ?? {}).map(
      ([label, value]) => `the caller has the label ${label} = ${value}`,
    ),
  ];
}

function each(
  what: string,
  matches: Record<string, StringMatch | null> | undefined,
): string[] {
  return Object.entries(matches ?? {}).flatMap(([name, match]) =>
    one(`${what} ${name}`, match ?? {}),
  );
}

function one(what: string, match: StringMatch | undefined): string[] {
  if (match === undefined || match === null) {
    return [];
  }
  if (typeof match.exact === 'string') {
    return [`${what} = ${match.exact}`];
  }
  if (typeof match.prefix === 'string') {
    return match.prefix === '/' && what === 'path'
      ? []
      : [`${what} starts with ${match.prefix}`];
  }
  return typeof match.regex === 'string'
    ? [`${what} matches ${match.regex}`]
    : [`${what} is present`];
}

function describeGatewayMatch(match: GatewayMatch): string[] {
  const { path, method } = match;
  return [
    ...describePath(path),
    ...(method === undefined ? [] : [`method = ${method}`]),
    ...listOf(match.headers).map(header => compared('header', header)),
    ...listOf(match.queryParams).map(param =>
      compared('query parameter', param),
    ),
  ];
}

function describePath(path: GatewayMatch['path']): string[] {
  const value = path?.value ?? '/';
  switch (path?.type) {
    case 'Exact':
      return [`path = ${value}`];
    case 'RegularExpression':
      return [`path matches ${value}`];
    default:
      return value === '/' ? [] : [`path starts with ${value}`];
  }
}

function compared(
  what: string,
  { type, name = '', value = '' }: GatewayValueMatch,
): string {
  return `${what} ${name} ${type === 'RegularExpression' ? 'matches' : '='} ${value}`;
}
