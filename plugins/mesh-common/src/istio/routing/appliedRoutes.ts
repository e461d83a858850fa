import { HttpMatch } from '../../delivery/VirtualService';
import { matchesLabels } from '../../kubernetes/labelSelector';
import {
  EffectiveHttpRoute,
  EffectiveVirtualService,
} from './effectiveVirtualServices';

/** A route under one of its conditions, as a proxy holds it. */
export interface AppliedRoute {
  route: EffectiveHttpRoute;
  /** Absent where the route has no condition. */
  match?: HttpMatch;
}

/** The proxy that routes are for. */
export interface RoutingProxy {
  namespace: string;
  labels?: Record<string, string>;
  /** `mesh`, or `namespace/name` of a Gateway. */
  gateway: string;
  /** The port that is called. */
  port: number;
}

/**
 * The routes of a VirtualService that a proxy gets, in order: those whose port, source and gateway conditions it meets, up to
 * the first that takes everything; what stands behind that is never sent. A condition that names the proxy's gateway holds
 * whatever its source labels say.
 *
 * Source: istio pilot/pkg/networking/core/route/route.go, `BuildHTTPRoutesForVirtualService`.
 */
export function appliedRoutes(
  { http }: EffectiveVirtualService,
  proxy: RoutingProxy,
): AppliedRoute[] {
  const applied: AppliedRoute[] = [];
  for (const route of http) {
    if ((route.match ?? []).length === 0) {
      return [...applied, { route }];
    }
    for (const match of route.match ?? []) {
      if (isFor(match, proxy)) {
        applied.push({ route, match });
        if (takesEverything(match)) {
          return applied;
        }
      }
    }
  }
  return applied;
}

/**
 * Whether a condition holds for every request.
 *
 * Source: istio pilot/pkg/networking/core/route/route.go, `IsCatchAllRoute`.
 */
export function takesEverything(match: HttpMatch | undefined): boolean {
  const { uri, method, authority, scheme } = match ?? {};
  const anyPath = uri === undefined || uri.prefix === '/' || uri.regex === '.*';
  return (
    anyPath &&
    [method, authority, scheme].every(text => text === undefined) &&
    [match?.headers, match?.withoutHeaders, match?.queryParams].every(
      map => Object.keys(map ?? {}).length === 0,
    )
  );
}

/**
 * Routes of several VirtualServices in one list: in order, but those that take everything last.
 *
 * Source: istio pilot/pkg/networking/core/route/route.go, `SortVHostRoutes`.
 */
export function sortMergedRoutes<T extends { match?: HttpMatch }>(
  routes: readonly T[],
): T[] {
  return [
    ...routes.filter(({ match }) => !takesEverything(match)),
    ...routes.filter(({ match }) => takesEverything(match)),
  ];
}

function isFor(match: HttpMatch, proxy: RoutingProxy): boolean {
  if (match.port && match.port !== proxy.port) {
    return false;
  }
  if ((match.gateways ?? []).length > 0) {
    return match.gateways?.includes(proxy.gateway) === true;
  }
  return (
    matchesLabels({ matchLabels: match.sourceLabels }, proxy.labels) &&
    (!match.sourceNamespace || match.sourceNamespace === proxy.namespace)
  );
}
