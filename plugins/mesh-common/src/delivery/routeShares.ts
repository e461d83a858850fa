import { listOf } from './listOf';
import { HttpRoute, RouteDestination } from './VirtualService';

/** What part of a route's requests a destination gets. */
export interface RouteShare {
  host?: string;
  subset?: string;
  /** Percent of the requests that take this route. */
  percent: number;
}

/**
 * How an http route splits its requests. A single destination gets all of them, whatever its weight; among several an
 * absent weight is 0. Undefined when nothing has a weight, which the API refuses and no proxy defines.
 *
 * Source: istio pilot/pkg/networking/core/route/route.go.
 */
export function routeShares(route: HttpRoute): RouteShare[] | undefined {
  const destinations = listOf(route.route);
  const weights = destinations.length === 1 ? [1] : destinations.map(weightOf);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return sum > 0
    ? destinations.map(({ destination }, at) => ({
        host: destination?.host,
        subset: destination?.subset,
        percent: (weights[at] * 100) / sum,
      }))
    : undefined;
}

function weightOf({ weight }: RouteDestination): number {
  return typeof weight === 'number' && weight > 0 ? weight : 0;
}
