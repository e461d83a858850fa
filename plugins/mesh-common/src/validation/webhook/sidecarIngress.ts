import { Check, Problem, errors, warnings } from '../Problem';
import { ConnectionPool, connectionPoolProblems } from './connectionPool';
import {
  isIpAddress,
  isIstioLabel,
  isPort,
  isSocketPath,
  socketPath,
} from './hostNames';
import { isHttp, isKnownProtocol, isTls } from './protocols';
import { ServerTls, serverTlsProblems } from './serverTls';

export interface SidecarPort {
  number?: number;
  protocol?: string;
  name?: string;
  targetPort?: number;
}

export interface SidecarIngress {
  port?: SidecarPort;
  bind?: string;
  defaultEndpoint?: string;
  tls?: ServerTls;
  connectionPool?: ConnectionPool;
}

/**
 * What Istio says of the ports that a sidecar listens on.
 *
 * Source: istio pkg/config/validation/validation.go, `ValidateSidecar`.
 */
export function ingressProblems(ingress: readonly SidecarIngress[]): Problem[] {
  return ingress.flatMap((listener, index) => {
    const path = `spec.ingress[${index}]`;
    const { port, bind, tls, connectionPool } = listener;
    if (port === undefined) {
      return errors([true, `${path}.port`, 'It is required.']);
    }
    return [
      ...errors(
        ...portChecks(port, `${path}.port`),
        [
          !isPort(port.number ?? 0),
          `${path}.port.number`,
          'A port is a number of 1 to 65535.',
        ],
        bindCheck(bind, `${path}.bind`),
        [
          ingress.findIndex(other => other.port?.number === port.number) !==
            index,
          `${path}.port.number`,
          `${port.number} is taken by another listener.`,
        ],
        endpointCheck(listener.defaultEndpoint, `${path}.defaultEndpoint`),
      ),
      ...tlsProblems(tls, port, `${path}.tls`),
      ...connectionPoolProblems(connectionPool, `${path}.connectionPool`),
      ...warnings([
        connectionPool?.http !== undefined && !isHttp(port.protocol),
        `${path}.connectionPool.http`,
        `${port.protocol} is not HTTP: only tcp counts.`,
      ]),
    ];
  });
}

/** What goes for the port of every listener of a sidecar. */
export function portChecks(port: SidecarPort, path: string): Check[] {
  const { name, protocol, targetPort = 0 } = port;
  return [
    [targetPort > 0, `${path}.targetPort`, 'Sidecars have no targetPort.'],
    [
      Boolean(name) && !isIstioLabel(name ?? ''),
      `${path}.name`,
      `"${name}" is no name of a port.`,
    ],
    [
      Boolean(protocol) && !isKnownProtocol(protocol),
      `${path}.protocol`,
      `Istio knows no protocol "${protocol}".`,
    ],
  ];
}

/** A listener binds to an address, if to anything. */
export function bindCheck(bind: string | undefined, path: string): Check {
  return [
    Boolean(bind) && !isIpAddress(bind ?? ''),
    path,
    `"${bind}" is no IP address.`,
  ];
}

const ENDPOINT = /^(?:127\.0\.0\.1|0\.0\.0\.0|\[::1?\])?:(\d+)$/;

function endpointCheck(endpoint: string | undefined, path: string): Check {
  const socket = socketPath(endpoint);
  const port = ENDPOINT.exec(endpoint ?? '')?.[1];
  const isValid =
    socket === undefined ? isPort(Number(port)) : isSocketPath(socket);
  return [
    Boolean(endpoint) && !isValid,
    path,
    `"${endpoint}" is none of 127.0.0.1:PORT, 0.0.0.0:PORT, [::1]:PORT, [::]:PORT, :PORT and unix://PATH.`,
  ];
}

const UNSUPPORTED = [
  'subjectAltNames',
  'credentialName',
  'credentialNames',
  'tlsCertificates',
] as const;

function tlsProblems(
  tls: ServerTls | undefined,
  port: SidecarPort,
  path: string,
): Problem[] {
  if (tls === undefined) {
    return [];
  }
  const { mode = 'PASSTHROUGH' } = tls;
  return [
    ...errors(
      ...UNSUPPORTED.map((field): Check => [
        (tls[field] ?? '').length > 0,
        `${path}.${field}`,
        'Sidecars cannot do that.',
      ]),
      [
        tls.httpsRedirect === true,
        `${path}.httpsRedirect`,
        'Sidecars cannot do that.',
      ],
      [
        ['ISTIO_MUTUAL', 'AUTO_PASSTHROUGH'].includes(mode),
        `${path}.mode`,
        `Sidecars cannot do ${mode} here.`,
      ],
      [!isTls(port.protocol), path, `${port.protocol} has no TLS.`],
    ),
    ...serverTlsProblems(tls, path),
  ];
}
