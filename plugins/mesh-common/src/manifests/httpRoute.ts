import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ProfileIngress, ProfileTraffic } from '../profile/Profile';
import { managedMetadata } from './managed';

/** `gateway.networking.k8s.io/v1` HTTPRoute, as far as we write it. */
export interface HttpRouteManifest extends KubernetesObject {
  kind: 'HTTPRoute';
  spec: {
    parentRefs: { name: string }[];
    hostnames: string[];
    rules: {
      matches?: { path: { type: 'PathPrefix'; value: string } }[];
      timeouts?: { request: string };
      backendRefs: { name: string; port: number }[];
    }[];
  };
}

/** Where requests that come in by a Gateway go. A prefix stands for whole segments here. */
export function httpRoute(of: {
  name: string;
  namespace: string;
  ingress: ProfileIngress;
  gateway: string;
  /** The Service, and its port. */
  host: string;
  port: number;
  traffic?: ProfileTraffic;
}): HttpRouteManifest {
  const { hosts, pathPrefixes } = of.ingress;
  const request = of.traffic?.timeout && gatewayDuration(of.traffic.timeout);
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: managedMetadata(of),
    spec: {
      parentRefs: [{ name: of.gateway }],
      hostnames: hosts,
      rules: [
        {
          ...(pathPrefixes && {
            matches: pathPrefixes.map(value => ({
              path: { type: 'PathPrefix', value },
            })),
          }),
          ...(request && { timeouts: { request } }),
          backendRefs: [{ name: of.host, port: of.port }],
        },
      ],
    },
  };
}

/** The Gateway API takes at most five digits a unit. Nobody waits for longer than that, so it is no limit. */
function gatewayDuration(text: string): string | undefined {
  return /^[0-9]{1,5}(ms|s|m|h)$/.test(text) ? text : undefined;
}
