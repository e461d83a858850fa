import { RoutedRequest } from '../delivery/routes/request';
import { Pod, Service } from '../kubernetes/KubernetesObject';
import { ClusterView } from '../view/ClusterView';
import { meshOf } from './enrolment';
import { proxyOf } from './podProxy';
import { RouteQuestion } from './routeRequest';
import { boundWaypoint } from './waypointRoutes';
import { Workload } from './Workload';

/** Who follows routes on the way: the proxy of the caller, or a waypoint. */
export function routeFollower(
  view: ClusterView,
  workload: Workload,
  service: Service,
  caller: RouteQuestion['caller'],
): {
  mesh: 'istio' | 'linkerd' | 'none';
  because?: string;
  /** Who sees the routes, when it is not the caller. */
  router?: { namespace: string };
  /** Namespaces whose routes count; all when absent. */
  from?: string[];
} {
  if (caller === null) {
    return {
      mesh: 'none',
      because: 'A caller without a proxy follows no route.',
    };
  }
  const mesh = meshOf(workload);
  if (mesh === 'istio-ambient') {
    const waypoint = boundWaypoint({ view, workload, mesh }, service);
    return waypoint
      ? {
          mesh: 'istio',
          router: waypoint,
          from: [waypoint.namespace, service.metadata.namespace ?? ''],
          because: `Waypoint ${waypoint.namespace}/${waypoint.name} follows the route; a caller with a sidecar follows its own.`,
        }
      : {
          mesh: 'none',
          because:
            'No waypoint serves it, and ztunnel follows no routes; a caller with a sidecar follows its own.',
        };
  }
  return { mesh: mesh === 'linkerd' ? 'linkerd' : 'istio' };
}

/** The namespace of a caller, and its labels where all its pods have the same. */
export function callerFacts(
  view: ClusterView,
  caller: RouteQuestion['caller'],
): RoutedRequest['caller'] {
  if (!caller) {
    return caller === null ? { labels: {} } : undefined;
  }
  const { namespace, serviceAccount } = caller;
  const all = view
    .list<Pod>('Pod', namespace)
    .filter(
      pod =>
        serviceAccount !== undefined &&
        (pod.spec?.serviceAccountName ?? 'default') === serviceAccount &&
        proxyOf(pod) !== 'none',
    )
    .map(({ metadata }) => metadata.labels ?? {});
  const [first, ...others] = all;
  const isCommon = ([label, value]: [string, string]) =>
    others.every(labels => labels[label] === value);
  return {
    namespace,
    ...(first && {
      // Labels that pods differ in, such as the hash of their template, no route should ask for.
      labels: Object.fromEntries(Object.entries(first).filter(isCommon)),
    }),
  };
}
