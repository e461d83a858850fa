import { KubernetesObject, Pod } from '../../kubernetes/KubernetesObject';
import { LabelSelector } from '../../kubernetes/labelSelector';
import { ClusterView } from '../../view/ClusterView';

/** `gateway.networking.k8s.io/v1` Gateway, as far as a waypoint shows in it. */
export interface WaypointGateway extends KubernetesObject {
  kind: 'Gateway';
  spec?: {
    gatewayClassName?: string;
    listeners?: {
      port?: number;
      protocol?: string;
      allowedRoutes?: {
        namespaces?: { from?: string; selector?: LabelSelector };
      };
    }[];
  };
  /** Absent only where the object was not read from a cluster: the API server writes it with the object. */
  status?: { addresses?: { type?: string; value?: string }[] };
}

/** Name of a waypoint. */
export interface WaypointName {
  namespace: string;
  name: string;
}

export const GATEWAY_NAME_LABEL = 'gateway.networking.k8s.io/gateway-name';

/** The Gateway of that name in the Kubernetes Gateway API; Istio has a kind of the same name. */
export function findGateway(
  view: ClusterView,
  { namespace, name }: WaypointName,
): WaypointGateway | undefined {
  return view
    .list<WaypointGateway>('Gateway', namespace)
    .find(
      ({ apiVersion, metadata }) =>
        apiVersion.startsWith('gateway.networking.k8s.io/') &&
        metadata.name === name,
    );
}

/** The pods that a Gateway runs as. */
export function podsOfGateway(
  view: ClusterView,
  { namespace, name }: WaypointName,
): Pod[] {
  return view
    .list<Pod>('Pod', namespace)
    .filter(({ metadata }) => metadata.labels?.[GATEWAY_NAME_LABEL] === name);
}
