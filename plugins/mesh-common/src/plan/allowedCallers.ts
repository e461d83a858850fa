import { AllowedCaller } from '../manifests/authorizationPolicy';
import { AmbientWaypoint } from './ambientWaypoint';
import { ingressAccount } from './ingressGatewayOf';
import { isAboutRequests } from './needsWaypoint';
import { PlanContext } from './PlanContext';
import { servicePorts } from './servicePorts';

/**
 * Everybody whom the workload's own proxy lets in: the profile's callers, the gateway that its ingress comes by, and who
 * scrapes its metrics. Behind a waypoint it is the waypoint that calls, and only who needs no look into requests may go
 * past it.
 *
 * @throws PlanError
 */
export function callersOfPods(
  context: PlanContext,
  through: AmbientWaypoint | undefined,
): AllowedCaller[] {
  const own = declaredCallers(context);
  const scrapes = scrapers(context);
  return through
    ? [through.account, ...own.filter(c => !isAboutRequests(c)), ...scrapes]
    : [...own, ...scrapes];
}

/**
 * Everybody whom the waypoint lets in, with ports as the Service has them. Who may call only ports to which no Service
 * leads does not come through the waypoint, and neither do callers who are only known by their address, since they are
 * outside the mesh.
 *
 * @throws PlanError
 */
export function callersOfWaypoint(
  context: PlanContext,
  { services }: AmbientWaypoint,
): AllowedCaller[] {
  const meshed = declaredCallers(context).filter(
    ({ ipBlocks }) => ipBlocks === undefined,
  );
  return meshed.flatMap(caller => {
    const ports = caller.ports && servicePorts(context, services, caller.ports);
    return ports?.length === 0 ? [] : [{ ...caller, ports }];
  });
}

function declaredCallers(context: PlanContext): AllowedCaller[] {
  const { callers, endUsers, ingress } = context.profile;
  return [
    ...callers.map(caller => ({ ...caller, issuer: endUsers?.issuer })),
    ...(ingress ? [ingressAccount(context, ingress)] : []),
  ];
}

function scrapers({ profile }: PlanContext): AllowedCaller[] {
  const { metrics, mesh } = profile;
  if (!metrics) {
    return [];
  }
  const { port, path } = metrics;
  // ztunnel would drop a rule that looks into requests, and with it the scrapes.
  const operation =
    mesh === 'istio-ambient'
      ? { ports: [port] }
      : { ports: [port], methods: ['GET'], paths: [path] };
  return metrics.scrapers
    ? metrics.scrapers.map(account => ({ ...account, ...operation }))
    : [{ anybody: true, ...operation }];
}
