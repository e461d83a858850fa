import { Problem, errors, warnings } from '../Problem';
import {
  isIpAddress,
  isIstioLabel,
  isPartialWildcard,
  isPort,
  isSocketPath,
  isWildcardName,
  socketPath,
} from './hostNames';
import { isHttp, isKnownProtocol, isTls } from './protocols';
import { ServerTls, serverTlsProblems } from './serverTls';

interface Server {
  hosts?: string[];
  bind?: string;
  port?: {
    number?: number;
    protocol?: string;
    name?: string;
    targetPort?: number;
  };
  tls?: ServerTls;
}

export interface GatewayObject {
  metadata: { name?: string };
  spec?: { servers?: Server[] };
}

/**
 * What istiod's webhook says of a Gateway of Istio.
 *
 * Source: istio pkg/config/validation/validation.go, `ValidateGateway`.
 */
export function gatewayProblems({
  metadata: { name = '' },
  spec: { servers = [] } = {},
}: GatewayObject): Problem[] {
  return [
    ...errors(
      [
        !isIstioLabel(name),
        'metadata.name',
        'The name of a Gateway has no dots.',
      ],
      [servers.length === 0, 'spec.servers', 'It needs one server or more.'],
    ),
    ...servers.flatMap((server, index) => {
      const at = `spec.servers[${index}]`;
      const { port, tls } = server;
      return [
        ...serverProblems(server, at),
        ...errors([
          port !== undefined &&
            servers.findIndex(other => other.port?.name === port.name) !==
              index,
          `${at}.port.name`,
          `${port?.name} is taken by another server.`,
        ]),
        ...warnings([
          port !== undefined &&
            !isHttp(port.protocol) &&
            tls?.httpsRedirect === true,
          `${at}.tls.httpsRedirect`,
          'It is for servers of HTTP.',
        ]),
      ];
    }),
  ];
}

function serverProblems(server: Server, path: string): Problem[] {
  const { hosts = [], port, bind, tls } = server;
  const { protocol } = port ?? {};
  const ofPort = portProblems(port, bind, `${path}.port`);
  const material =
    tls?.caCertificates || tls?.privateKey || tls?.serverCertificate;
  const passes = (tls?.mode ?? 'PASSTHROUGH').endsWith('PASSTHROUGH');
  return [
    ...errors([
      hosts.length === 0,
      `${path}.hosts`,
      'A server needs one host or more.',
    ]),
    ...hosts.flatMap((host, index) =>
      gatewayHostProblems(host, `${path}.hosts[${index}]`),
    ),
    ...ofPort,
    ...bindProblems(server, `${path}.bind`),
    ...serverTlsProblems(tls, `${path}.tls`),
    ...(ofPort.length > 0
      ? []
      : errors(
          [
            isTls(protocol) && tls === undefined,
            `${path}.tls`,
            `${protocol} needs settings of TLS.`,
          ],
          [
            !isTls(protocol) &&
              tls !== undefined &&
              (!isHttp(protocol) || !passes || Boolean(material)),
            `${path}.tls`,
            `${protocol} has no TLS.`,
          ],
        )),
  ];
}

function portProblems(
  port: Server['port'],
  bind: string | undefined,
  path: string,
): Problem[] {
  const { number = 0, protocol, name, targetPort = 0 } = port ?? {};
  return errors(
    [port === undefined, path, 'It is required.'],
    [
      port !== undefined && !isKnownProtocol(protocol),
      `${path}.protocol`,
      `Istio knows no protocol "${protocol}".`,
    ],
    [
      port !== undefined &&
        !isPort(number) &&
        (number > 0 || socketPath(bind) === undefined),
      `${path}.number`,
      'A port is a number of 1 to 65535.',
    ],
    [targetPort > 0, `${path}.targetPort`, 'Gateways have no targetPort.'],
    [port !== undefined && !name, `${path}.name`, 'A port needs a name.'],
  );
}

function bindProblems({ bind, port }: Server, path: string): Problem[] {
  const socket = socketPath(bind);
  return socket === undefined
    ? errors([
        Boolean(bind) && !isIpAddress(bind ?? ''),
        path,
        `"${bind}" is no IP address.`,
      ])
    : errors(
        [!isSocketPath(socket), path, `"${bind}" is no path of a socket.`],
        [Boolean(port?.number), path, 'A Unix domain socket has the port 0.'],
      );
}

function gatewayHostProblems(entry: string, path: string): Problem[] {
  const slash = entry.indexOf('/');
  const namespace = slash < 0 ? '*' : entry.slice(0, slash);
  const host = entry.slice(slash + 1);
  return errors(
    [
      !['*', '.'].includes(namespace) && !isIstioLabel(namespace),
      path,
      `"${namespace}" is no name of a namespace.`,
    ],
    [
      (!isWildcardName(host) && !isIpAddress(host)) ||
        (host !== '*' && !host.includes('.')),
      path,
      `"${host}" is no full name of a host.`,
    ],
    [isPartialWildcard(host), path, 'A wildcard stands for whole labels only.'],
  );
}
