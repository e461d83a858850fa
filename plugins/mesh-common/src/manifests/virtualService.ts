import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ProfileTraffic } from '../profile/Profile';
import { HeaderMatch } from './headerMatch';
import { managedMetadata } from './managed';
import { SplitPart, TrafficSplit } from './trafficSplit';

/** `networking.istio.io/v1` VirtualService, as far as we write it. */
export interface VirtualServiceManifest extends KubernetesObject {
  kind: 'VirtualService';
  spec: {
    hosts: string[];
    http: {
      name: string;
      match?: { port?: number; headers?: Record<string, HeaderMatch> }[];
      route: {
        destination: {
          host: string;
          subset?: string;
          port?: { number: number };
        };
        weight?: number;
      }[];
      timeout?: string;
      retries?: {
        attempts: number;
        perTryTimeout?: string;
        retryOn?: string;
      };
    }[];
  };
}

/** Names of the routes that {@link virtualService} writes, which a Rollout refers to. */
export function routeNames(ports: readonly number[] | undefined): string[] {
  return ports ? ports.map(port => `port-${port}`) : ['primary'];
}

/** Timeout and retries of a profile as a route says them; empty when it sets none. */
export function routePolicy(
  traffic: ProfileTraffic | undefined,
): Pick<VirtualServiceManifest['spec']['http'][number], 'timeout' | 'retries'> {
  const { timeout, retries } = traffic ?? {};
  return {
    ...(timeout !== undefined && { timeout }),
    ...(retries && { retries: routeRetries(retries) }),
  };
}

/** Without attempts there is nothing else to say about them, and istiod refuses what says it anyway. */
function routeRetries({
  attempts,
  perTryTimeout,
  retryOn,
}: NonNullable<ProfileTraffic['retries']>) {
  return attempts === 0
    ? { attempts }
    : {
        attempts,
        ...(perTryTimeout !== undefined && { perTryTimeout }),
        ...(retryOn && { retryOn: retryOn.join(',') }),
      };
}

/**
 * How callers' requests to a host are routed, timed and tried again.
 *
 * A Service with several ports gets one route a port: a route without a port would send all of them to one.
 */
export function virtualService(of: {
  name: string;
  namespace: string;
  host: string;
  /** HTTP ports of the Service; undefined when it has just one port. */
  ports: readonly number[] | undefined;
  traffic?: ProfileTraffic;
  split: TrafficSplit;
}): VirtualServiceManifest {
  const { host, ports, traffic, split } = of;
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: managedMetadata(of),
    spec: {
      hosts: [host],
      http: routeNames(ports).flatMap((name, i) => {
        const number = ports?.[i];
        const to = ({ subset, weight }: SplitPart) => ({
          destination: {
            host,
            ...(subset !== undefined && { subset }),
            ...(number !== undefined && { port: { number } }),
          },
          ...(weight !== undefined && { weight }),
        });
        const onPort = number === undefined ? {} : { port: number };
        const { parts, asked } = split;
        return [
          ...(asked
            ? [
                {
                  name: `${name}-asked`,
                  match: [{ ...onPort, headers: asked.headers }],
                  route: [to({ subset: asked.subset })],
                  ...routePolicy(traffic),
                },
              ]
            : []),
          {
            name,
            ...(number !== undefined && { match: [onPort] }),
            route: parts.map(to),
            ...routePolicy(traffic),
          },
        ];
      }),
    },
  };
}
