import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ProfileIngress } from '../profile/Profile';
import { managedMetadata } from './managed';

/** `gateway.networking.k8s.io/v1` Gateway for ingress, as far as we write it. */
export interface GatewayApiGatewayManifest extends KubernetesObject {
  kind: 'Gateway';
  spec: {
    gatewayClassName: 'istio';
    listeners: {
      name: string;
      hostname: string;
      port: number;
      protocol: 'HTTP' | 'HTTPS';
      tls?: { mode: 'Terminate'; certificateRefs: { name: string }[] };
      allowedRoutes: { namespaces: { from: 'Same' } };
    }[];
  };
}

/**
 * The account as which Istio runs the pods of a Gateway: its name with that of its class.
 *
 * Source: istio pilot/pkg/config/kube/gateway/deploymentcontroller.go.
 */
export function gatewayAccount(name: string): string {
  return `${name}-istio`;
}

/** A gateway of its own for the hosts of a workload. */
export function gatewayApiGateway(of: {
  name: string;
  namespace: string;
  ingress: ProfileIngress;
}): GatewayApiGatewayManifest {
  const { hosts, tlsSecret } = of.ingress;
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: managedMetadata(of),
    spec: {
      gatewayClassName: 'istio',
      listeners: hosts.map((hostname, index) => ({
        name: `host-${index}`,
        hostname,
        ...(tlsSecret === undefined
          ? { port: 80, protocol: 'HTTP' as const }
          : {
              port: 443,
              protocol: 'HTTPS' as const,
              tls: {
                mode: 'Terminate' as const,
                certificateRefs: [{ name: tlsSecret }],
              },
            }),
        allowedRoutes: { namespaces: { from: 'Same' } },
      })),
    },
  };
}
