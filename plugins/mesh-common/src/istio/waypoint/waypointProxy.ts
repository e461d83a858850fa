import { ClusterView } from '../../view/ClusterView';
import { EnforcementPoint } from '../authorization';
import {
  findGateway,
  GATEWAY_NAME_LABEL,
  podsOfGateway,
  WaypointName,
} from './WaypointGateway';

const SERVICE_ACCOUNT = 'gateway.istio.io/service-account';

/** What runs a waypoint, as far as policies look at it. */
export interface WaypointProxy {
  name: WaypointName;
  /** As which it calls on, without `spiffe://`. */
  principals: string[];
  /** Its pods, and those that are ready; undefined where none can be expected yet, as it comes from a file. */
  pods?: { total: number; ready: number };
}

/**
 * The proxy behind a waypoint. Its identity is that of its pods; where it has none yet, that of the service account which
 * istiod makes for it, named like the Gateway unless an annotation names another.
 *
 * Source: istio pilot/pkg/config/kube/gatewaycommon/deploymentcontroller.go.
 */
export function waypointProxy(
  view: ClusterView,
  name: WaypointName,
): WaypointProxy {
  const gateway = findGateway(view, name);
  const pods = podsOfGateway(view, name);
  const accounts = pods.map(
    ({ spec }) => spec?.serviceAccountName ?? 'default',
  );
  const made = gateway?.metadata.annotations?.[SERVICE_ACCOUNT] ?? name.name;
  const known = pods.length > 0 || gateway?.status !== undefined;
  return {
    name,
    principals: [...new Set(pods.length > 0 ? accounts : [made])]
      .sort()
      .map(
        account =>
          `${view.mesh.trustDomain}/ns/${name.namespace}/sa/${account}`,
      ),
    ...(known &&
      view.unreadable('Pod') === undefined && {
        pods: {
          total: pods.length,
          ready: pods.filter(({ status }) =>
            status?.conditions?.some(
              ({ type, status: holds }) => type === 'Ready' && holds === 'True',
            ),
          ).length,
        },
      }),
  };
}

/** The waypoint as a place where policies are enforced, for the requests of some Services. */
export function waypointPoint(
  name: WaypointName,
  services: EnforcementPoint['services'],
): EnforcementPoint {
  return {
    kind: 'waypoint',
    namespace: name.namespace,
    labels: { [GATEWAY_NAME_LABEL]: name.name },
    services,
  };
}
