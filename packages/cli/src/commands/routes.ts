import {
  describeDestinations,
  describeLimits,
  describeRetries,
  describeRivals,
  PortRoutes,
  TargetRoute,
  TargetStatus,
} from '@onmesh/plugin-mesh-common';
import { reportCommand } from './report';

/** Where callers' requests go. */
export const routes = reportCommand({
  name: 'routes',
  summary: 'Where do requests go: shares, timeouts, retries, limits?',
  findings: 'ONM04',
  data: ({ mesh, routes: ports }) => ({ mesh, routes: ports }),
  text: describeRoutes,
});

/** A line a port of a Service, and below it its routes in the order in which they are tried. */
export function describeRoutes({ routes: ports = [] }: TargetStatus): string[] {
  return ports.length === 0
    ? ['no Service leads to it']
    : ports.flatMap(describePort);
}

function describePort(of: PortRoutes): string[] {
  return [
    `${of.service}:${of.port} for callers in ${of.callers.join(', ')}: ${of.state === 'unknown' ? 'unknown. ' : ''}${of.reason}`,
    ...of.routes.flatMap(describeRoute).map(line => `  ${line}`),
    ...describeRivals(of).map(line => `  ${line}`),
  ];
}

function describeRoute(route: TargetRoute): string[] {
  const limits = [...new Set(route.destinations.flatMap(describeLimits))];
  const to = describeDestinations(route);
  return [
    route.when,
    ...to.map(destination => `  -> ${destination}`),
    // A proxy that answers by itself waits for nobody.
    ...(route.action === 'route'
      ? [
          `  ${route.timeout ? `timeout ${route.timeout}` : 'no timeout'}, ${describeRetries(route.retries)}`,
        ]
      : []),
    ...limits.map(limit => `  ${limit}`),
  ];
}
