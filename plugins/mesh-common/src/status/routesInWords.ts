import { ALL_OTHERS, describeMatches } from '../delivery/routes/describeMatch';
import {
  HostRoutes,
  hostsOverlap,
  RouteBehaviour,
  RoutingMesh,
} from '../istio/routing';
import { describeEvidence } from './Evidence';
import { PortRoutes, TargetRoute } from './TargetStatus';

/** Routes as they are shown, with who decides them. */
export function routesInWords(
  { decidedBy, routes, shadowed, byOtherNames }: HostRoutes,
  dependsOnLabels: boolean,
): Pick<
  PortRoutes,
  'state' | 'reason' | 'evidence' | 'routes' | 'shadowed' | 'byOtherNames'
> {
  const because = decidedBy
    ? `${describeEvidence(decidedBy)} has the host.`
    : 'No VirtualService has the host, so requests go to the Service.';
  return {
    state: 'known',
    reason: dependsOnLabels
      ? `${because} Callers with labels that a condition asks for may take other routes.`
      : because,
    ...(decidedBy && { evidence: decidedBy }),
    routes: routes.map(inWords),
    shadowed,
    byOtherNames,
  };
}

/** Whether a route of the host itself looks at labels of callers. */
export function asksForLabels(
  { virtualServices }: RoutingMesh,
  hostname: string,
): boolean {
  return virtualServices.some(
    ({ hosts, http }) =>
      hosts.some(host => hostsOverlap(host, hostname)) &&
      http.some(({ match = [] }) =>
        match.some(
          ({ sourceLabels }) => Object.keys(sourceLabels ?? {}).length > 0,
        ),
      ),
  );
}

function inWords(
  { matches, ...route }: RouteBehaviour,
  at: number,
): TargetRoute {
  const when = describeMatches(matches);
  return {
    when: at === 0 && when === ALL_OTHERS ? 'all requests' : when,
    ...route,
  };
}
