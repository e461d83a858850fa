import { ALL_OTHERS } from './describeMatch';
import { httpRouteShares } from './httpRouteShares';
import { RouteInput } from './RouteInput';
import { splitOf } from './splitOf';
import { TrafficShares } from './TrafficRule';
import { podsBehind, readyByVersion } from './versionsBehind';
import { virtualServiceShares } from './virtualServiceShares';

/**
 * Who answers the requests to a Service: by its route, or without one by its ready pods, which is an estimate, because
 * load balancers are not exactly even.
 */
export function trafficShares(input: RouteInput): TrafficShares {
  const virtual =
    input.mesh === 'istio' ? virtualServiceShares(input) : undefined;
  const http = input.mesh === 'none' ? undefined : httpRouteShares(input);
  const routed = virtual ?? (http?.basis ? http : undefined);
  if (routed) {
    return routed;
  }
  const versions = readyByVersion(podsBehind(input.service, input.pods));
  return {
    basis: 'endpoints',
    rules: [
      {
        when: ALL_OTHERS,
        default: true,
        unreachable: false,
        shadow: [],
        ...splitOf([
          {
            weight: 1,
            backend:
              versions.size === 0
                ? { error: 'noReadyPods', status: 503 }
                : { versions },
          },
        ]),
        estimate: true,
      },
    ],
    findings: http?.findings ?? [],
  };
}
