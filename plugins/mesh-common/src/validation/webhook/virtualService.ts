import { hostsOverlap, coversHost } from '../../istio/routing/hostNames';
import { Problem, errors, warnings } from '../Problem';
import { exportToProblems } from './exportTo';
import { gatewayNameProblems } from './gatewayNames';
import { isClaim } from './headers';
import { isIpAddress, isIpRange, isPort, isWildcardName } from './hostNames';
import { HttpRoute, httpRouteProblems } from './httpRoute';
import { comparedLabels } from './labels';
import { unreachableRoutes } from './unreachableRoutes';
import { WeightedDestination, weightProblems } from './weights';

interface L4Match {
  destinationSubnets?: string[];
  port?: number;
  sourceLabels?: Record<string, string>;
  gateways?: string[];
  sniHosts?: string[];
}

interface L4Route {
  match?: L4Match[];
  route?: WeightedDestination[];
}

export interface VirtualServiceObject {
  metadata: { namespace?: string };
  spec?: {
    hosts?: string[];
    gateways?: string[];
    http?: HttpRoute[];
    tls?: L4Route[];
    tcp?: L4Route[];
    exportTo?: string[];
  };
}

/**
 * What istiod's webhook says of a VirtualService.
 *
 * Source: istio pkg/config/validation/validation.go, `ValidateVirtualService`.
 */
export function virtualServiceProblems({
  metadata,
  spec = {},
}: VirtualServiceObject): Problem[] {
  const { hosts = [], gateways = [], http = [], tls = [], tcp = [] } = spec;
  const isDelegate = hosts.length === 0;
  const isForGateways = gateways.length > 0 && !gateways.includes('mesh');
  return [
    ...errors(
      ...(['gateways', 'tls', 'tcp'] as const).map(
        field =>
          [
            isDelegate && (spec[field] ?? []).length > 0,
            `spec.${field}`,
            `Without hosts it is a delegate, and has no ${field}.`,
          ] as const,
      ),
      [
        http.length + tls.length + tcp.length === 0,
        'spec',
        'It needs one of http, tls and tcp.',
      ],
    ),
    ...gatewayNameProblems(gateways, 'spec.gateways'),
    ...(isForGateways ? [] : claimProblems(http)),
    ...hostProblems(hosts, tls, isForGateways),
    ...http.flatMap((route, index) =>
      httpRouteProblems(route, `spec.http[${index}]`, isDelegate),
    ),
    ...tls.flatMap((route, index) =>
      tlsProblems(route, `spec.tls[${index}]`, spec),
    ),
    ...tcp.flatMap((route, index) => l4Problems(route, `spec.tcp[${index}]`)),
    ...exportToProblems(spec.exportTo, metadata.namespace),
    ...unreachableRoutes({ http, tls, tcp }),
  ];
}

function claimProblems(http: readonly HttpRoute[]): Problem[] {
  return http.flatMap(({ match = [] }, route) =>
    match.flatMap(({ headers = {}, withoutHeaders = {} }, index) =>
      errors([
        Object.keys({ ...headers, ...withoutHeaders }).some(isClaim),
        `spec.http[${route}].match[${index}].headers`,
        'Only gateways route by the claims of tokens.',
      ]),
    ),
  );
}

function hostProblems(
  hosts: readonly string[],
  tls: readonly L4Route[],
  isForGateways: boolean,
): Problem[] {
  const bySni = tls.some(({ match = [] }) =>
    match.some(({ sniHosts = [] }) => sniHosts.length > 0),
  );
  const isValid = (host: string) =>
    isForGateways ? isGatewayHost(host, bySni) : isWildcardName(host);
  const wrong = hosts.flatMap((host, index) =>
    errors(
      [
        !isValid(host) && !isIpAddress(host),
        `spec.hosts[${index}]`,
        `"${host}" is no name of a host.`,
      ],
      [
        host === '*' && !isForGateways,
        `spec.hosts[${index}]`,
        'Inside the mesh, "*" is no host: name the services.',
      ],
    ),
  );
  return wrong.length > 0
    ? wrong
    : hosts.flatMap((host, index) =>
        errors([
          hosts.slice(0, index).some(other => hostsOverlap(other, host)),
          `spec.hosts[${index}]`,
          `${host} is among the hosts before it.`,
        ]),
      );
}

/** Gateways also take the names that Istio makes for connections that they pass on, `outbound_.80_._.name`. */
function isGatewayHost(host: string, bySni: boolean): boolean {
  if (!bySni || !host.startsWith('outbound_')) {
    return isWildcardName(host);
  }
  const [, port = '', , name = ''] = host.split('_');
  return host.length <= 255 && /\d/.test(port) && /[a-zA-Z]/.test(name);
}

function tlsProblems(
  tls: L4Route,
  path: string,
  { hosts = [], gateways = [] }: { hosts?: string[]; gateways?: string[] },
): Problem[] {
  const { match = [] } = tls;
  const isValid = (name: string) =>
    gateways.includes('mesh')
      ? isWildcardName(name)
      : isGatewayHost(name, true);
  return [
    ...errors([
      match.length === 0,
      `${path}.match`,
      'A route of TLS needs a match.',
    ]),
    ...match.flatMap(({ sniHosts = [] }, index) => {
      const at = `${path}.match[${index}].sniHosts`;
      return [
        ...errors([sniHosts.length === 0, at, 'It needs one host or more.']),
        ...sniHosts.flatMap((name, i) => {
          if (!isValid(name) && isIpAddress(name)) {
            return warnings([
              true,
              `${at}[${i}]`,
              'Most clients send no name for an IP address.',
            ]);
          }
          return errors(
            [!isValid(name), `${at}[${i}]`, `"${name}" is no name of a host.`],
            [
              isValid(name) && !hosts.some(host => coversHost(host, name)),
              `${at}[${i}]`,
              `${name} is in none of the hosts.`,
            ],
          );
        }),
      ];
    }),
    ...l4Problems(tls, path),
  ];
}

function l4Problems(
  { match = [], route = [] }: L4Route,
  path: string,
): Problem[] {
  return [
    ...match.flatMap(({ port, destinationSubnets = [], ...other }, index) => {
      const at = `${path}.match[${index}]`;
      return [
        ...destinationSubnets.flatMap((subnet, i) =>
          errors([
            !isIpRange(subnet),
            `${at}.destinationSubnets[${i}]`,
            `"${subnet}" is no IP address or range.`,
          ]),
        ),
        ...errors([
          Boolean(port) && !isPort(port ?? 0),
          `${at}.port`,
          'A port is a number of 1 to 65535.',
        ]),
        ...comparedLabels(other.sourceLabels, `${at}.sourceLabels`),
        ...gatewayNameProblems(other.gateways, `${at}.gateways`),
      ];
    }),
    ...errors([route.length === 0, `${path}.route`, 'It is required.']),
    ...weightProblems(route, `${path}.route`),
  ];
}
