import { Check, Problem, errors, warnings } from '../Problem';
import {
  isIstioLabel,
  isPartialWildcard,
  isPort,
  isSocketPath,
  isWildcardName,
  socketPath,
} from './hostNames';
import { SidecarPort, bindCheck, portChecks } from './sidecarIngress';

export interface SidecarEgress {
  port?: SidecarPort;
  bind?: string;
  captureMode?: string;
  hosts?: string[];
}

/**
 * What Istio says of what a sidecar sends, and to which hosts.
 *
 * Source: istio pkg/config/validation/validation.go, `ValidateSidecar`.
 */
export function egressProblems(
  egress: readonly SidecarEgress[],
  namespace: string,
): Problem[] {
  return egress.flatMap((listener, index) => {
    const path = `spec.egress[${index}]`;
    const { port, hosts = [] } = listener;
    const before = egress.slice(0, index);
    return [
      ...errors(
        ...(port === undefined
          ? [
              [
                index < egress.length - 1,
                path,
                'The listener without a port must be the last one.',
              ] as const,
            ]
          : listenerChecks(listener, port, before, path)),
        [
          hosts.length === 0,
          `${path}.hosts`,
          'A listener needs one host or more.',
        ],
      ),
      ...hosts.flatMap((host, i) =>
        errors(...hostChecks(host, `${path}.hosts[${i}]`)),
      ),
      ...repeatedHosts(hosts, namespace, `${path}.hosts`),
    ];
  });
}

function listenerChecks(
  { bind, captureMode = 'DEFAULT' }: SidecarEgress,
  port: SidecarPort,
  before: readonly SidecarEgress[],
  path: string,
): Check[] {
  const { number = 0 } = port;
  if (number === 0) {
    const socket = socketPath(bind);
    return [
      ...portChecks(port, `${path}.port`),
      [
        socket === undefined || !isSocketPath(socket),
        `${path}.bind`,
        'Without a number it must be the path of a socket, unix://PATH.',
      ],
      [
        !['DEFAULT', 'NONE'].includes(captureMode),
        `${path}.captureMode`,
        'For sockets it must be DEFAULT or NONE.',
      ],
      [
        before.some(
          other => other.port && !other.port.number && other.bind === bind,
        ),
        `${path}.bind`,
        `${bind} is taken by another listener.`,
      ],
    ];
  }
  return [
    ...portChecks(port, `${path}.port`),
    [
      !isPort(number),
      `${path}.port.number`,
      'A port is a number of 1 to 65535.',
    ],
    bindCheck(bind, `${path}.bind`),
    [
      before.some(other => other.port?.number === number),
      `${path}.port.number`,
      `${number} is taken by another listener.`,
    ],
  ];
}

function hostChecks(entry: string, path: string): Check[] {
  const slash = entry.indexOf('/');
  if (slash < 0) {
    return [[true, path, `"${entry}" is no NAMESPACE/HOST.`]];
  }
  const host = entry.slice(slash + 1);
  // A tilde before the namespace leaves it out.
  const namespace = entry.slice(0, slash).replace(/^~/, '');
  return [
    [
      slash === 0 ||
        (!['', '*', '.'].includes(namespace) && !isIstioLabel(namespace)),
      path,
      `"${entry.slice(0, slash)}" is no name of a namespace.`,
    ],
    [
      !isWildcardName(host) || (host !== '*' && !host.includes('.')),
      path,
      `"${host}" is no full name of a host.`,
    ],
    [isPartialWildcard(host), path, 'A wildcard stands for whole labels only.'],
  ];
}

function repeatedHosts(
  hosts: readonly string[],
  own: string,
  path: string,
): Problem[] {
  const seen = new Map<string, Set<string>>();
  const repeated = hosts.flatMap((entry, index) => {
    const [namespace, ...rest] = entry.split('/');
    if (rest.length === 0 || namespace.startsWith('~')) {
      return [];
    }
    const host = rest.join('/');
    const place = namespace === '.' ? own : namespace;
    const others = seen.get(place) ?? new Set();
    seen.set(place, new Set([...others, host]));
    return warnings([
      host === '*' ? others.size > 0 : others.has(host) || others.has('*'),
      `${path}[${index}]`,
      `${entry} is in the list already.`,
    ]);
  });
  return [
    ...repeated,
    ...warnings([
      Boolean(seen.get('*')?.has('*')) && seen.size > 1,
      path,
      '*/* is everything, so no other host adds to it.',
    ]),
  ];
}
