import { Problem, errors } from '../Problem';
import { Destination, destinationProblems } from './destination';

export interface WeightedDestination {
  destination?: Destination;
  weight?: number;
}

/**
 * What Istio says of the destinations of a route. Weights need not add up to 100; a single one is ignored.
 *
 * Source: istio pkg/config/validation/validation.go, `validateHTTPRouteDestinations`, `validateRouteDestinations`.
 */
export function weightProblems(
  route: readonly WeightedDestination[],
  path: string,
): Problem[] {
  const total = route.reduce((sum, { weight = 0 }) => sum + weight, 0);
  return [
    ...route.flatMap(({ destination, weight = 0 }, index) => [
      ...errors(
        [
          destination === undefined,
          `${path}[${index}].destination`,
          'It is required.',
        ],
        [weight < 0, `${path}[${index}].weight`, 'A weight is 0 or more.'],
      ),
      ...destinationProblems(destination, `${path}[${index}].destination`),
    ]),
    ...errors([
      route.length > 1 && total === 0,
      path,
      'All weights are 0, so no request could be sent.',
    ]),
  ];
}
