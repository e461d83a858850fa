import { listOf } from '../listOf';
import { GatewayRule, HTTPRoute, ParentRef } from '../routes/HTTPRoute';
import { RouteShare, routeShares } from '../routeShares';
import { RouteDestination, VirtualService } from '../VirtualService';
import { Canary } from './Canary';
import { CanaryNames, canaryNames } from './canaryNames';

/** How Flagger's route splits requests between the version that serves and the new one, both in percent. */
export interface CanaryRoutes {
  primary: number;
  canary: number;
  /** That the new version gets copies of requests, whose answers nobody sees. */
  mirrored: boolean;
  /** The object that says so; undefined for a provider without a router. */
  from?: 'VirtualService' | 'HTTPRoute';
}

/**
 * The weights in the route that Flagger writes; undefined when that route is not there, does not lead to both versions,
 * or is not in effect. They, and not `status.canaryWeight`, are what callers get.
 *
 * Source: flagger pkg/router/{istio,gateway_api}.go, `GetRoutes`.
 */
export function canaryRoutes(
  canary: Canary,
  objects: {
    virtualServices: readonly VirtualService[];
    httpRoutes: readonly HTTPRoute[];
  },
): CanaryRoutes | undefined {
  const names = canaryNames(canary);
  const namespace = canary.metadata?.namespace;
  const isItsRoute = (route: VirtualService | HTTPRoute) =>
    route.metadata?.name === names.apex &&
    (route.metadata.namespace ?? namespace) === namespace;
  const virtualService = listOf(objects.virtualServices).find(isItsRoute);
  if (virtualService) {
    return inVirtualService(virtualService, names);
  }
  const httpRoute = listOf(objects.httpRoutes).find(isItsRoute);
  if (httpRoute) {
    return inHttpRoute(httpRoute, names);
  }
  // Without a router the apex Service selects the version that serves.
  return canary.spec?.provider === 'kubernetes'
    ? { primary: 100, canary: 0, mirrored: false }
    : undefined;
}

/** With a cookie route above it, the weighted route is the last one that leads to the new version. */
function inVirtualService(
  { spec }: VirtualService,
  names: CanaryNames,
): CanaryRoutes | undefined {
  const leadsToCanary = ({ route }: { route?: RouteDestination[] }) =>
    listOf(route).some(
      ({ destination }) => serviceOf(destination?.host) === names.canaryService,
    );
  const http = listOf(spec?.http).findLast(leadsToCanary);
  const route = http ?? listOf(spec?.tcp).findLast(leadsToCanary);
  const split = route && splitOf(routeShares(route), names);
  const mirrors = [
    http?.mirror,
    ...listOf(http?.mirrors).map(one => one.destination),
  ];
  return (
    split && {
      ...split,
      mirrored: mirrors.some(
        mirror => serviceOf(mirror?.host) === names.canaryService,
      ),
      from: 'VirtualService',
    }
  );
}

function inHttpRoute(
  route: HTTPRoute,
  names: CanaryNames,
): CanaryRoutes | undefined {
  if (!isAccepted(route)) {
    return undefined;
  }
  const rules = listOf(route.spec?.rules).filter(
    ({ backendRefs }) =>
      listOf(backendRefs).length === 2 &&
      listOf(backendRefs).some(({ name }) => name === names.canaryService),
  );
  const sticky = rules.find(({ backendRefs }) =>
    listOf(backendRefs).some(({ filters }) => listOf(filters).length > 0),
  );
  const rule = sticky ?? rules.at(-1);
  const split =
    rule &&
    splitOf(
      routeShares({
        route: listOf(rule.backendRefs).map(({ name, weight = 1 }) => ({
          destination: { host: name },
          weight,
        })),
      }),
      names,
    );
  return (
    split && {
      ...split,
      mirrored: mirrorsTo(rule, names.canaryService),
      from: 'HTTPRoute',
    }
  );
}

function mirrorsTo({ filters }: GatewayRule, service: string): boolean {
  return listOf(filters).some(
    ({ type, requestMirror }) =>
      type === 'RequestMirror' && requestMirror?.backendRef?.name === service,
  );
}

function splitOf(
  shares: RouteShare[] | undefined,
  names: CanaryNames,
): { primary: number; canary: number } | undefined {
  const percentOf = (service: string) =>
    shares?.find(({ host }) => serviceOf(host) === service)?.percent;
  const primary = percentOf(names.primaryService);
  const canary = percentOf(names.canaryService);
  return primary === undefined || canary === undefined
    ? undefined
    : { primary, canary };
}

/** Unless a parent says that it refused the route, or has not looked at its newest state. */
function isAccepted({ metadata, spec, status }: HTTPRoute): boolean {
  const parents = listOf(status?.parents);
  return (
    parents.length === 0 ||
    listOf(spec?.parentRefs).some(wanted =>
      parents.some(
        ({ parentRef, conditions }) =>
          sameParent(wanted, parentRef) &&
          listOf(conditions).some(
            ({ type, status: value, observedGeneration }) =>
              type === 'Accepted' &&
              value === 'True' &&
              (observedGeneration === undefined ||
                metadata?.generation === undefined ||
                observedGeneration === metadata.generation),
          ),
      ),
    )
  );
}

function sameParent(a: ParentRef, b: ParentRef | undefined): boolean {
  return (
    a.name === b?.name && a.port === b?.port && a.sectionName === b?.sectionName
  );
}

function serviceOf(host: string | undefined): string | undefined {
  return typeof host === 'string' ? host.split('.')[0] : undefined;
}
