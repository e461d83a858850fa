import { AuthorizationPolicy, isDryRun } from '../istio/authorization';
import { targetReferences } from '../istio/authorization/policiesFor';
import {
  findGateway,
  podsOfGateway,
  WaypointName,
} from '../istio/waypoint/WaypointGateway';
import { ClusterView } from '../view/ClusterView';
import { meshOf, podProxy } from './podProxy';
import { targetWaypoints } from './targetWaypoints';
import { Workload } from './Workload';

/** The proxies that count what policies do to the requests of a target; none where nobody does. */
export interface PolicyCounters {
  /** Pods with Envoy. Of some only what policies in dry run would do is about this target alone. */
  envoy?: { namespace: string; pods: string[]; counts: 'all' | 'dry-run' };
  /** ztunnel counts by target. It knows no dry run. */
  ztunnel?: true;
}

/**
 * Who counts what policies do to the requests of a workload: its sidecars; in ambient ztunnel, and the waypoint before its
 * Services. A waypoint does not count by Service, so that its counts tell of this workload only as long as no policy in dry
 * run may be about another's requests.
 *
 * Source: istio pilot/pkg/networking/core/listener_waypoint.go (buildWaypointInternal), listener_inbound.go (StatPrefix).
 */
export function policyCounters(
  view: ClusterView,
  workload: Workload,
): PolicyCounters {
  switch (meshOf(workload)) {
    case 'istio-sidecar':
      return {
        envoy: {
          namespace: workload.namespace.metadata.name,
          pods: workload.pods
            .filter(pod => podProxy(pod).mesh === 'istio-sidecar')
            .map(({ metadata }) => metadata.name),
          counts: 'all',
        },
      };
    case 'istio-ambient':
      return { ztunnel: true, ...waypointOf(view, workload) };
    default:
      return {};
  }
}

function waypointOf(
  view: ClusterView,
  workload: Workload,
): Pick<PolicyCounters, 'envoy'> {
  const names = targetWaypoints(view, workload).flatMap(
    ({ state, waypoint, service }) =>
      state === 'bound' && waypoint && service !== undefined ? [waypoint] : [],
  );
  const [waypoint] = names;
  const same = names.every(
    ({ namespace, name }) =>
      namespace === waypoint.namespace && name === waypoint.name,
  );
  if (!waypoint || !same || mayCountForOthers(view, waypoint, workload)) {
    return {};
  }
  const pods = podsOfGateway(view, waypoint).map(
    ({ metadata }) => metadata.name,
  );
  return pods.length === 0
    ? {}
    : {
        envoy: { namespace: waypoint.namespace, pods, counts: 'dry-run' },
      };
}

/** Whether a policy in dry run may be tried on what the waypoint takes for Services that are not the workload's. */
function mayCountForOthers(
  view: ClusterView,
  waypoint: WaypointName,
  { namespace, services }: Workload,
): boolean {
  const here = namespace.metadata.name;
  const serves = findGateway(view, waypoint)?.spec?.listeners?.map(
    ({ allowedRoutes }) => allowedRoutes?.namespaces?.from ?? 'Same',
  );
  if (
    waypoint.namespace !== here ||
    view.unreadable('AuthorizationPolicy') ||
    serves?.some(from => from !== 'Same')
  ) {
    return true;
  }
  const own = services.map(({ metadata }) => metadata.name);
  return [...new Set([here, view.mesh.rootNamespace])]
    .flatMap(at => view.list<AuthorizationPolicy>('AuthorizationPolicy', at))
    .filter(isDryRun)
    .flatMap(targetReferences)
    .some(({ kind, name }) => kind !== 'Service' || !own.includes(name));
}
