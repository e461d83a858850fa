import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ProfileIngress, ProfileTraffic } from '../profile/Profile';
import { subsets } from './destinationRule';
import { managedMetadata } from './managed';
import { routePolicy } from './virtualService';

interface UriMatch {
  uri: { exact: string } | { prefix: string };
}

/** `networking.istio.io/v1` VirtualService for a gateway, as far as we write it. */
export interface IngressVirtualServiceManifest extends KubernetesObject {
  kind: 'VirtualService';
  spec: {
    hosts: string[];
    gateways: string[];
    http: {
      name: string;
      match?: UriMatch[];
      route: {
        destination: {
          host: string;
          subset?: string;
          port: { number: number };
        };
        weight?: number;
      }[];
    }[];
  };
}

/** Name of the only route of {@link ingressVirtualService}, which a Rollout refers to. */
export const ingressRoute = 'ingress';

/** Where requests that come in by a gateway go. */
export function ingressVirtualService(of: {
  name: string;
  namespace: string;
  ingress: ProfileIngress;
  gateway: string;
  /** The Service, and its port. */
  host: string;
  port: number;
  traffic?: ProfileTraffic;
  /** Whether a Rollout shifts traffic between the subsets. */
  weighted: boolean;
}): IngressVirtualServiceManifest {
  const { ingress, host, port } = of;
  const to = (subset?: string) => ({
    destination: { host, ...(subset && { subset }), port: { number: port } },
  });
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: managedMetadata(of),
    spec: {
      hosts: ingress.hosts,
      gateways: [of.gateway],
      http: [
        {
          name: ingressRoute,
          ...(ingress.pathPrefixes && {
            match: ingress.pathPrefixes.flatMap(matches),
          }),
          route: of.weighted
            ? [
                { ...to(subsets.stable), weight: 100 },
                { ...to(subsets.canary), weight: 0 },
              ]
            : [to()],
          ...routePolicy(of.traffic),
        },
      ],
    },
  };
}

/** Whole segments only: `/pay` is not to let in `/payroll`, and Istio's prefix would. */
function matches(prefix: string): UriMatch[] {
  return prefix.endsWith('/')
    ? [{ uri: { prefix } }]
    : [{ uri: { exact: prefix } }, { uri: { prefix: `${prefix}/` } }];
}
