import { Problem, errors, warnings } from '../Problem';
import {
  isFullName,
  isIpAddress,
  isIstioLabel,
  isPort,
  isSocketPath,
  socketPath,
} from './hostNames';
import { comparedLabels } from './labels';

export interface Endpoint {
  address?: string;
  network?: string;
  ports?: Record<string, number>;
  labels?: Record<string, string>;
}

/**
 * What Istio says of the endpoints of a ServiceEntry.
 *
 * Source: istio pkg/config/validation/validation.go, `validateWorkloadEntry` and `ValidateServiceEntry`.
 */
export function endpointProblems(
  endpoints: readonly Endpoint[],
  servicePorts: readonly string[],
  resolution: string,
): Problem[] {
  if (!['STATIC', 'DNS', 'DNS_ROUND_ROBIN'].includes(resolution)) {
    return [];
  }
  return endpoints.flatMap((endpoint, index) => {
    const path = `spec.endpoints[${index}]`;
    const { address = '', labels, ports = {} } = endpoint;
    const staticAddress = resolution === 'STATIC';
    return [
      ...(staticAddress
        ? staticProblems(endpoint, servicePorts, path)
        : errors([
            !isIpAddress(address) && !isFullName(address),
            `${path}.address`,
            `"${address}" is neither an IP address nor a full name.`,
          ])),
      ...Object.entries(ports).flatMap(([name, port]) =>
        errors(
          [
            !servicePorts.includes(name),
            `${path}.ports.${name}`,
            `The entry has no port ${name}.`,
          ],
          [
            !isIstioLabel(name) || !isPort(port),
            `${path}.ports.${name}`,
            'A port is a number of 1 to 65535.',
          ],
        ),
      ),
      ...comparedLabels(labels, `${path}.labels`),
    ];
  });
}

function staticProblems(
  { address = '', network, ports = {} }: Endpoint,
  servicePorts: readonly string[],
  path: string,
): Problem[] {
  const socket = socketPath(address);
  if (socket !== undefined) {
    return errors(
      [
        !isSocketPath(socket),
        `${path}.address`,
        `"${address}" is no path of a socket.`,
      ],
      [
        Object.keys(ports).length > 0,
        `${path}.ports`,
        'A socket has no ports.',
      ],
      [
        new Set(servicePorts).size !== 1,
        `${path}.address`,
        'With a socket, the entry has one port.',
      ],
    );
  }
  return [
    ...errors(
      [address === '' && !network, `${path}.address`, 'It is required.'],
      [
        address !== '' && !isIpAddress(address),
        `${path}.address`,
        `"${address}" is no IP address.`,
      ],
    ),
    ...warnings([
      address === '' && Boolean(network),
      `${path}.address`,
      'Without an address, only gateways of its network lead to it.',
    ]),
  ];
}
