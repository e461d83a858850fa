import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ProfileIngress } from '../profile/Profile';
import { managedMetadata } from './managed';

/** `networking.istio.io/v1` Gateway, as far as we write it. */
export interface IngressGatewayManifest extends KubernetesObject {
  kind: 'Gateway';
  spec: {
    selector: Record<string, string>;
    servers: {
      port: { number: number; name: string; protocol: 'HTTP' | 'HTTPS' };
      hosts: string[];
      tls?:
        { httpsRedirect: true } | { mode: 'SIMPLE'; credentialName: string };
    }[];
  };
}

/** The hosts of a workload at gateway pods that are there already. With TLS, plain HTTP is sent on to HTTPS. */
export function ingressGateway(of: {
  name: string;
  namespace: string;
  ingress: ProfileIngress;
  /** Labels of the gateway pods. */
  selector: Record<string, string>;
}): IngressGatewayManifest {
  const { hosts, tlsSecret } = of.ingress;
  const http = { number: 80, name: 'http', protocol: 'HTTP' } as const;
  const https = { number: 443, name: 'https', protocol: 'HTTPS' } as const;
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    metadata: managedMetadata(of),
    spec: {
      selector: of.selector,
      servers:
        tlsSecret === undefined
          ? [{ port: http, hosts }]
          : [
              { port: http, hosts, tls: { httpsRedirect: true } },
              {
                port: https,
                hosts,
                tls: { mode: 'SIMPLE', credentialName: tlsSecret },
              },
            ],
    },
  };
}
