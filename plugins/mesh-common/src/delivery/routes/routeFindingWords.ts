import { RouteFinding } from './TrafficRule';

/** What each finding means for callers. */
export const routeFindingWords: Record<RouteFinding, string> = {
  hostNotFound:
    'A destination names a Service that does not exist: its part of the requests gets a 503 answer.',
  subsetNotFound:
    'A destination names a subset that no DestinationRule has: its part of the requests gets a 503 answer.',
  subsetWithoutPods:
    'A destination names a subset that has no ready pod: its part of the requests gets a 503 answer.',
  noReadyPods:
    'A destination has no ready pod: its part of the requests gets a 503 answer.',
  backendNotFound:
    'A backend names a Service that does not exist: its part of the requests gets a 500 answer.',
  backendPortMissing:
    'A backend names no port: its part of the requests gets a 500 answer.',
  backendKind:
    'A backend is no Service: its part of the requests gets a 500 answer.',
  noBackendWeight:
    'No backend has a weight above 0: the requests get a 500 answer.',
  weightIgnored: 'The weight of a single destination has no effect.',
  unreachableRule: 'A rule stands below one that takes every request.',
  routeNotAccepted:
    'An HTTPRoute for the Service was not accepted, and has no effect.',
  severalRoutes:
    'Several route objects are for the same Service; only the one that comes first is told here.',
};
