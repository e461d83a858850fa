import {
  AuthorizationPolicy,
  authorizationPoliciesFor,
} from '../istio/authorization';
import {
  AmbientSetup,
  AmbientWay,
  waypointPoint,
  waypointProxy,
} from '../istio/waypoint';
import { ClusterView } from '../view/ClusterView';
import { authorizationSetup } from './authorizationSetup';
import { TargetWaypoint, targetWaypoints } from './targetWaypoints';
import { MeshKind } from './TargetStatus';
import { Workload } from './Workload';
import { listeningPort, protocolOf, workloadPorts } from './workloadPorts';

/**
 * Everything that decides on requests to a workload which callers in ambient may reach through waypoints. Of a workload with
 * no Service callers can only use the addresses of its pods.
 */
export function waypointSetup(options: {
  view: ClusterView;
  workload: Workload;
  mesh: MeshKind;
}): AmbientSetup {
  const { view, workload } = options;
  const { point, mesh, policies } = authorizationSetup(options);
  const waypoints = targetWaypoints(view, workload);
  const ways = waysTo(view, workload, waypoints);
  const read = new Set([mesh.rootNamespace, point.namespace]);
  const further = waypoints
    .flatMap(({ waypoint }) => (waypoint ? [waypoint.namespace] : []))
    .filter(namespace => !read.has(namespace));
  return {
    mesh,
    own: point,
    ways,
    policies: [
      ...policies,
      ...[...new Set(further)].flatMap(namespace =>
        view.list<AuthorizationPolicy>('AuthorizationPolicy', namespace),
      ),
    ],
  };
}

/** The policies that reach a workload, at its own proxy or at a waypoint before it. */
export function attachedPolicies(setup: AmbientSetup): AuthorizationPolicy[] {
  const points = setup.ways.flatMap(({ waypoint }) =>
    waypoint ? [waypoint.point] : [],
  );
  return [
    ...new Set(
      [setup.own, ...points].flatMap(point =>
        authorizationPoliciesFor({ ...setup, point }),
      ),
    ),
  ];
}

function waysTo(
  view: ClusterView,
  workload: Workload,
  waypoints: readonly TargetWaypoint[],
): AmbientWay[] {
  const namespace = workload.namespace.metadata.name;
  const toPods = waypoints.find(({ service }) => service === undefined);
  const through = (
    found: TargetWaypoint | undefined,
    services: { kind: string; namespace: string; name: string }[],
  ): Pick<AmbientWay, 'waypoint'> =>
    found?.state === 'bound' && found.waypoint
      ? {
          waypoint: {
            proxy: waypointProxy(view, found.waypoint),
            point: waypointPoint(found.waypoint, services),
          },
        }
      : {};
  const ways = workload.services.map((service): AmbientWay => {
    const { name } = service.metadata;
    const found = waypoints.find(one => one.service === name);
    const ports = (service.spec?.ports ?? []).flatMap(servicePort => {
      const listening = listeningPort(workload, servicePort);
      const protocol = protocolOf(servicePort);
      const port = found ? servicePort.port : listening;
      return listening === undefined || port === undefined
        ? []
        : [
            {
              port,
              listening,
              ...(protocol !== 'unknown' && { protocol }),
            },
          ];
    });
    return {
      label: `Service ${name}`,
      ports,
      ...(found
        ? through(found, [{ kind: 'Service', namespace, name }])
        : through(toPods, [])),
    };
  });
  const byAddress = { label: 'the addresses of pods', ...through(toPods, []) };
  if (ways.length === 0) {
    return [byAddress];
  }
  const led = ways.flatMap(({ ports = [] }) =>
    ports.map(({ listening }) => listening),
  );
  const others = workloadPorts(workload).filter(
    ({ port }) => !led.includes(port),
  );
  return others.length === 0
    ? ways
    : [
        ...ways,
        {
          ...byAddress,
          ports: others.map(({ port }) => ({ port, listening: port })),
        },
      ];
}
