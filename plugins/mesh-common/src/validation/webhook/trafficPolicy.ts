import { Problem, errors, warnings } from '../Problem';
import { ClientTls, clientTlsProblems } from './clientTls';
import { ConnectionPool, connectionPoolProblems } from './connectionPool';
import { durationCheck } from './durations';
import { isFullName, isIpAddress, isPort } from './hostNames';
import { LoadBalancer, loadBalancerProblems } from './loadBalancer';

export interface OutlierDetection {
  baseEjectionTime?: string;
  interval?: string;
  consecutiveErrors?: number;
  consecutiveLocalOriginFailures?: number;
  splitExternalLocalOriginErrors?: boolean;
  maxEjectionPercent?: number;
  minHealthPercent?: number;
}

interface Blocks {
  outlierDetection?: OutlierDetection;
  connectionPool?: ConnectionPool;
  loadBalancer?: LoadBalancer;
  tls?: ClientTls;
}

export interface TrafficPolicy extends Blocks {
  portLevelSettings?: (Blocks & { port?: object })[];
  tunnel?: { protocol?: string; targetHost?: string; targetPort?: number };
  proxyProtocol?: object;
  retryBudget?: object;
}

/**
 * What Istio says of how clients treat a host.
 *
 * Source: istio pkg/config/validation/validation.go, `validateTrafficPolicy`.
 */
export function trafficPolicyProblems(
  policy: TrafficPolicy | undefined,
  path: string,
  namespace: string | undefined,
): Problem[] {
  if (policy === undefined) {
    return [];
  }
  const { portLevelSettings = [], tunnel, proxyProtocol } = policy;
  return [
    ...errors(
      [Object.keys(policy).length === 0, path, 'A policy must not be empty.'],
      [
        tunnel !== undefined && proxyProtocol !== undefined,
        path,
        'Only one of tunnel and proxyProtocol can be set.',
      ],
    ),
    ...blockProblems(policy, path, namespace),
    ...portLevelSettings.flatMap((settings, index) => {
      const at = `${path}.portLevelSettings[${index}]`;
      const { port, ...blocks } = settings;
      return [
        ...errors(
          [port === undefined, `${at}.port`, 'It is required.'],
          [
            Object.keys(blocks).length === 0,
            at,
            'A policy for a port must not be empty.',
          ],
        ),
        // The webhook passes on no warnings of a single port.
        ...blockProblems(blocks, at, namespace).filter(
          ({ severity }) => severity === 'error',
        ),
      ];
    }),
    ...tunnelProblems(tunnel, `${path}.tunnel`),
  ];
}

function blockProblems(
  { outlierDetection, connectionPool, loadBalancer, tls }: Blocks,
  path: string,
  namespace: string | undefined,
): Problem[] {
  return [
    ...outlierProblems(outlierDetection, `${path}.outlierDetection`),
    ...connectionPoolProblems(connectionPool, `${path}.connectionPool`),
    ...loadBalancerProblems(
      loadBalancer,
      `${path}.loadBalancer`,
      outlierDetection !== undefined,
    ),
    ...clientTlsProblems(tls, `${path}.tls`, namespace),
  ];
}

function tunnelProblems(
  tunnel: TrafficPolicy['tunnel'],
  path: string,
): Problem[] {
  if (tunnel === undefined) {
    return [];
  }
  const { protocol, targetHost = '', targetPort = 0 } = tunnel;
  return errors(
    [
      Boolean(protocol) && !['CONNECT', 'POST'].includes(protocol ?? ''),
      `${path}.protocol`,
      'It must be CONNECT or POST.',
    ],
    [
      !isFullName(targetHost) && !isIpAddress(targetHost),
      `${path}.targetHost`,
      `"${targetHost}" is neither a full name nor an IP address.`,
    ],
    [
      !isPort(targetPort),
      `${path}.targetPort`,
      'A port is a number of 1 to 65535.',
    ],
  );
}

function outlierProblems(
  outlier: OutlierDetection | undefined,
  path: string,
): Problem[] {
  if (outlier === undefined) {
    return [];
  }
  const percentage = (field: 'maxEjectionPercent' | 'minHealthPercent') => {
    const value = outlier[field] ?? 0;
    return [
      value < 0 || value > 100,
      `${path}.${field}`,
      'A percentage is 0 to 100.',
    ] as const;
  };
  return [
    ...errors(
      durationCheck(outlier.baseEjectionTime, `${path}.baseEjectionTime`),
      durationCheck(outlier.interval, `${path}.interval`),
      percentage('maxEjectionPercent'),
      percentage('minHealthPercent'),
      [
        !outlier.splitExternalLocalOriginErrors &&
          (outlier.consecutiveLocalOriginFailures ?? 0) > 0,
        `${path}.consecutiveLocalOriginFailures`,
        'It needs splitExternalLocalOriginErrors.',
      ],
    ),
    ...warnings([
      Boolean(outlier.consecutiveErrors),
      `${path}.consecutiveErrors`,
      'It is deprecated: use consecutive5xxErrors or consecutiveGatewayErrors.',
    ]),
  ];
}
