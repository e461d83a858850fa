import { Namespace, Service } from '../../kubernetes/KubernetesObject';

const LABEL = 'istio.io/ingress-use-waypoint';
/** What Go's ParseBool takes for true. */
const TRUE = ['1', 't', 'T', 'true', 'TRUE', 'True'];

/**
 * Whether ingress gateways send requests for a Service through its waypoint. They go past it unless a label says so; the
 * Service's hides that of its namespace. Sidecars always go past it.
 *
 * Source: istio pilot/pkg/serviceregistry/ambient/services.go, `ingressUseWaypointFromLabels`, and
 * pilot/pkg/xds/endpoints/endpoint_builder.go, `findServiceWaypoint`.
 */
export function ingressUsesWaypoint(
  service: Service,
  namespace: Namespace | undefined,
): boolean {
  const value =
    service.metadata.labels?.[LABEL] ?? namespace?.metadata.labels?.[LABEL];
  return value !== undefined && TRUE.includes(value);
}
