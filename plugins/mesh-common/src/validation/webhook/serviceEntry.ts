import { Problem, errors, warnings } from '../Problem';
import { dynamicDnsProblems } from './dynamicDns';
import { Endpoint, endpointProblems } from './endpoint';
import { exportToProblems } from './exportTo';
import {
  isFullName,
  isIpRange,
  isPartialWildcard,
  isWildcardName,
} from './hostNames';
import { selectorLabels } from './labels';
import { isHttp, isTcp, isTls } from './protocols';
import {
  ServiceEntryPort,
  serviceEntryPortProblems,
} from './serviceEntryPorts';

interface Spec {
  hosts?: string[];
  addresses?: string[];
  ports?: ServiceEntryPort[];
  location?: string;
  resolution?: string;
  endpoints?: Endpoint[];
  workloadSelector?: { labels?: Record<string, string> };
  exportTo?: string[];
}

export interface ServiceEntryObject {
  metadata: { namespace?: string; labels?: Record<string, string> };
  spec?: Spec;
}

/**
 * What istiod's webhook says of a ServiceEntry.
 *
 * Source: istio pkg/config/validation/validation.go, `ValidateServiceEntry`.
 */
export function serviceEntryProblems({
  metadata,
  spec = {},
}: ServiceEntryObject): Problem[] {
  const { workloadSelector, endpoints = [] } = spec;
  const { resolution = 'NONE' } = spec;
  const labels = workloadSelector?.labels ?? {};
  const wrongLabels = selectorLabels(labels, 'spec.workloadSelector');
  if (wrongLabels.length > 0) {
    return wrongLabels;
  }
  return [
    ...warnings(
      [
        workloadSelector !== undefined && Object.keys(labels).length === 0,
        'spec.workloadSelector',
        'The selector has no labels, so it selects all workloads.',
      ],
      [
        workloadSelector !== undefined && resolution === 'NONE',
        'spec.workloadSelector',
        'Without a resolution, nothing is looked up.',
      ],
    ),
    ...errors([
      workloadSelector !== undefined && spec.endpoints !== undefined,
      'spec.endpoints',
      'Only one of workloadSelector and endpoints can be set.',
    ]),
    ...hostProblems(spec, resolution),
    ...addressProblems(spec, resolution),
    ...serviceEntryPortProblems(spec.ports, {
      hasAddress:
        (spec.addresses ?? []).length > 0 ||
        isAllocated(metadata.labels, spec, resolution),
    }),
    ...(resolution === 'DYNAMIC_DNS'
      ? dynamicDnsProblems(spec, metadata.labels)
      : []),
    ...errors(
      [
        endpoints.length > 0 && resolution === 'NONE',
        'spec.endpoints',
        'Without a resolution there are no endpoints.',
      ],
      [
        endpoints.length > 1 && resolution === 'DNS_ROUND_ROBIN',
        'spec.endpoints',
        'DNS_ROUND_ROBIN takes one endpoint at most.',
      ],
    ),
    ...endpointProblems(
      endpoints,
      (spec.ports ?? []).map(({ name = '' }) => name),
      resolution,
    ),
    ...exportToProblems(spec.exportTo, metadata.namespace, {
      allowsNone: true,
    }),
  ];
}

const DNS = ['DNS', 'DNS_ROUND_ROBIN'];

function hostProblems(spec: Spec, resolution: string): Problem[] {
  const { hosts = [], ports = [], endpoints = [] } = spec;
  const needsFullNames = DNS.includes(resolution) && endpoints.length === 0;
  return [
    ...errors(
      [hosts.length === 0, 'spec.hosts', 'It needs one host or more.'],
      [
        resolution !== 'NONE' &&
          hosts.length > 1 &&
          ports.some(({ protocol }) => !isHttp(protocol) && !isTls(protocol)),
        'spec.hosts',
        'Ports that are neither HTTP nor TLS cannot tell several hosts apart.',
      ],
    ),
    ...hosts.flatMap((host, index) => [
      ...errors(
        [
          host === '*' || !isWildcardName(host),
          `spec.hosts[${index}]`,
          `"${host}" is no name of a host.`,
        ],
        [
          needsFullNames && !isFullName(host),
          `spec.hosts[${index}]`,
          `${host} cannot be looked up: it is no full name, and there are no endpoints.`,
        ],
      ),
      ...warnings([
        host !== '*' && resolution !== 'DYNAMIC_DNS' && isPartialWildcard(host),
        `spec.hosts[${index}]`,
        'A wildcard stands for whole labels only.',
      ]),
    ]),
  ];
}

function addressProblems(spec: Spec, resolution: string): Problem[] {
  const { addresses = [], hosts = [], ports = [] } = spec;
  return [
    ...addresses.flatMap((address, index) =>
      errors(
        [
          !isIpRange(address),
          `spec.addresses[${index}]`,
          `"${address}" is no IP address or range.`,
        ],
        [
          address.includes('/') && !['NONE', 'STATIC'].includes(resolution),
          `spec.addresses[${index}]`,
          'Ranges go with the resolution NONE or STATIC only.',
        ],
      ),
    ),
    ...warnings([
      DNS.includes(resolution) &&
        addresses.length > 0 &&
        hosts.length > 1 &&
        ports.some(({ protocol }) => isTcp(protocol)),
      'spec.hosts',
      'With addresses and ports of TCP there should be one host.',
    ]),
  ];
}

/**
 * Whether Istio gives the entry an address by itself.
 *
 * Source: istio pilot/pkg/networking/serviceentry/ip_autoallocation.go.
 */
function isAllocated(
  labels: Readonly<Record<string, string>> = {},
  { addresses = [] }: Spec,
  resolution: string,
): boolean {
  return (
    resolution !== 'NONE' &&
    addresses.length === 0 &&
    labels['networking.istio.io/enable-autoallocate-ip']?.toLowerCase() !==
      'false'
  );
}
