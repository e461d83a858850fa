import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ProfileIngress, ProfileTraffic } from '../profile/Profile';
import { HeaderMatch } from './headerMatch';
import { managedMetadata } from './managed';
import { SplitPart, TrafficSplit } from './trafficSplit';
import { routePolicy } from './virtualService';

interface RequestMatch {
  uri?: { exact: string } | { prefix: string };
  headers?: Record<string, HeaderMatch>;
}

/** `networking.istio.io/v1` VirtualService for a gateway, as far as we write it. */
export interface IngressVirtualServiceManifest extends KubernetesObject {
  kind: 'VirtualService';
  spec: {
    hosts: string[];
    gateways: string[];
    http: {
      name: string;
      match?: RequestMatch[];
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

/** Name of the route of {@link ingressVirtualService} that weights are in, which a Rollout refers to. */
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
  split: TrafficSplit;
}): IngressVirtualServiceManifest {
  const { ingress, host, port, split } = of;
  const { parts, asked } = split;
  const to = ({ subset, weight }: SplitPart) => ({
    destination: {
      host,
      ...(subset !== undefined && { subset }),
      port: { number: port },
    },
    ...(weight !== undefined && { weight }),
  });
  const paths = ingress.pathPrefixes?.flatMap(matches);
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: managedMetadata(of),
    spec: {
      hosts: ingress.hosts,
      gateways: [of.gateway],
      http: [
        ...(asked
          ? [
              {
                name: `${ingressRoute}-asked`,
                match: (paths ?? [{}]).map(path => ({
                  ...path,
                  headers: asked.headers,
                })),
                route: [to({ subset: asked.subset })],
                ...routePolicy(of.traffic),
              },
            ]
          : []),
        {
          name: ingressRoute,
          ...(paths && { match: paths }),
          route: parts.map(to),
          ...routePolicy(of.traffic),
        },
      ],
    },
  };
}

/** Whole segments only: `/pay` is not to let in `/payroll`, and Istio's prefix would. */
function matches(prefix: string): RequestMatch[] {
  return prefix.endsWith('/')
    ? [{ uri: { prefix } }]
    : [{ uri: { exact: prefix } }, { uri: { prefix: `${prefix}/` } }];
}
