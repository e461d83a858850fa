import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { managedMetadata } from './managed';

/** `gateway.networking.k8s.io/v1` Gateway of a waypoint, as far as we write it. */
export interface WaypointManifest extends KubernetesObject {
  kind: 'Gateway';
  spec: {
    gatewayClassName: 'istio-waypoint';
    listeners: { name: string; port: number; protocol: string }[];
  };
}

/** The label by which a Service asks for a waypoint of its namespace. */
export const USE_WAYPOINT = 'istio.io/use-waypoint';

/**
 * A waypoint for the Services of one namespace. Istio runs it under a service account of the same name.
 *
 * Source: istio pilot/pkg/config/kube/gatewaycommon/deploymentcontroller.go.
 */
export function waypointGateway(of: {
  name: string;
  namespace: string;
}): WaypointManifest {
  const metadata = managedMetadata(of);
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: {
      ...metadata,
      labels: { ...metadata.labels, 'istio.io/waypoint-for': 'service' },
    },
    spec: {
      gatewayClassName: 'istio-waypoint',
      listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }],
    },
  };
}
