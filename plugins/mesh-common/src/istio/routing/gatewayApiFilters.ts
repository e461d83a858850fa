import { HttpRoute } from '../../delivery/VirtualService';
import { HeaderModifier, PathModifier, RouteFilter } from './GatewayApiRule';

type Redirect = NonNullable<RouteFilter['requestRedirect']>;
type Cors = NonNullable<RouteFilter['cors']>;

/** Matches any origin that is written as one: scheme, host and perhaps a port. */
const ANY_ORIGIN = '^[a-zA-Z][a-zA-Z0-9+.-]*://[^/\\s?#]+$';

/**
 * What the filters of a rule come to in Istio's words, all but mirrors, which lead somewhere.
 *
 * Source: istio pilot/pkg/config/kube/gateway/conversion.go, `createRedirectFilter`, `createRewriteFilter`,
 * `createCorsFilter`, `createHeadersFilter`.
 */
export function gatewayApiFilters(
  filters: readonly RouteFilter[] = [],
): Pick<HttpRoute, 'headers' | 'redirect' | 'rewrite' | 'corsPolicy'> {
  const [redirect] = filters.flatMap(f => f.requestRedirect ?? []);
  const [rewrite] = filters.flatMap(f => f.urlRewrite ?? []);
  const [cors] = filters.flatMap(f => f.cors ?? []);
  const headers = headerChanges(filters);
  const rewritten = rewrite && rewriteOf(rewrite);
  return {
    ...(headers && { headers }),
    ...(redirect && { redirect: redirectOf(redirect) }),
    ...(rewritten && Object.keys(rewritten).length > 0
      ? { rewrite: rewritten }
      : {}),
    ...(cors && { corsPolicy: corsOf(cors) }),
  };
}

/** Header changes of a rule or of one backend. */
export function headerChanges(
  filters: readonly RouteFilter[] = [],
): object | undefined {
  const [request] = filters.flatMap(f => f.requestHeaderModifier ?? []);
  const [response] = filters.flatMap(f => f.responseHeaderModifier ?? []);
  return request || response
    ? {
        ...(request && { request: changes(request) }),
        ...(response && { response: changes(response) }),
      }
    : undefined;
}

function changes({ add, set, remove }: HeaderModifier): object {
  // Of entries for one name the first counts.
  const values = (list: HeaderModifier['add']) =>
    Object.fromEntries(
      [...(list ?? [])]
        .reverse()
        .map(({ name, value }) => [name.toLowerCase(), value]),
    );
  return {
    ...(add?.length && { add: values(add) }),
    ...(set?.length && { set: values(set) }),
    ...(remove?.length && { remove }),
  };
}

function redirectOf({
  scheme,
  hostname,
  port,
  statusCode,
  path,
}: Redirect): object {
  return {
    ...(statusCode && { redirectCode: statusCode }),
    ...(hostname && { authority: hostname }),
    ...(scheme && { scheme }),
    ...(port
      ? { port }
      : {
          derivePort: scheme ? 'FROM_PROTOCOL_DEFAULT' : 'FROM_REQUEST_PORT',
        }),
    ...(path?.type === 'ReplaceFullPath' && { uri: path.replaceFullPath }),
    ...(path?.type === 'ReplacePrefixMatch' && {
      prefixRewrite: path.replacePrefixMatch,
    }),
  };
}

function rewriteOf(of: { hostname?: string; path?: PathModifier }): object {
  const { hostname, path } = of;
  return {
    ...(path?.type === 'ReplacePrefixMatch' && {
      // To Istio, a lone slash means that the prefix goes.
      uri: (path.replacePrefixMatch ?? '').replace(/\/$/, '') || '/',
    }),
    ...(path?.type === 'ReplaceFullPath' && {
      uriRegexRewrite: { match: '/.*', rewrite: path.replaceFullPath },
    }),
    ...(hostname && { authority: hostname }),
  };
}

function corsOf(cors: Cors): object {
  const { allowOrigins = [], allowCredentials, maxAge = 0, ...lists } = cors;
  return {
    allowOrigins: allowOrigins.filter(Boolean).map(originMatch),
    ...(allowCredentials && { allowCredentials }),
    ...(lists.allowMethods && { allowMethods: lists.allowMethods }),
    ...(lists.allowHeaders && { allowHeaders: lists.allowHeaders }),
    ...(lists.exposeHeaders && { exposeHeaders: lists.exposeHeaders }),
    ...(maxAge > 0 && { maxAge: `${maxAge}s` }),
    unmatchedPreflights: 'IGNORE',
  };
}

function originMatch(origin: string) {
  const stars = origin.split('*').length - 1;
  if (origin === '*') {
    return { regex: ANY_ORIGIN };
  }
  if (stars === 0) {
    return { exact: origin };
  }
  if (stars === 1 && origin.endsWith('*')) {
    return { prefix: origin.slice(0, -1) };
  }
  const quoted = origin
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*');
  return { regex: `^${quoted}$` };
}
