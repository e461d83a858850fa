import { mtlsContext, TlsCaller, TlsDestination } from '../istio/clientTls';
import { Subset, TrafficPolicy } from '../istio/routing/DestinationRule';
import { hostRoutes } from '../istio/routing/hostRoutes';
import { routingMeshOf } from '../istio/routing/routingFromView';
import { ClusterView } from '../view/ClusterView';

/**
 * The subsets of a destination that a caller's routes lead to, undefined for the destination as a whole, as far as TLS
 * tells them apart: where no subset has TLS settings of its own, routes need not be read.
 */
export function routedSubsets(
  view: ClusterView,
  question: { caller: TlsCaller; destination: TlsDestination },
): (Subset | undefined)[] {
  const { caller, destination } = question;
  const rule =
    caller.proxy === 'sidecar'
      ? mtlsContext(view).mesh.destinationRules.forCaller(caller, destination)
      : undefined;
  const special = (rule?.subsets ?? []).filter(({ trafficPolicy }) =>
    hasTls(trafficPolicy),
  );
  if (special.length === 0) {
    return [undefined];
  }
  const { hostname, headless, port } = destination;
  const { routes } = hostRoutes({
    mesh: routingMeshOf(view, hostname),
    caller,
    service: { hostname, headless: headless ?? false },
    port,
  });
  const led = routes
    .flatMap(({ destinations }) => destinations)
    .filter(to => to.hostname === hostname && to.dangling === undefined)
    .map(({ subset }) => special.find(({ name }) => name === subset));
  return led.length === 0 ? [undefined] : [...new Set(led)];
}

function hasTls(policy: TrafficPolicy | undefined): boolean {
  return (
    policy?.tls !== undefined ||
    (policy?.portLevelSettings ?? []).some(({ tls }) => tls !== undefined)
  );
}
