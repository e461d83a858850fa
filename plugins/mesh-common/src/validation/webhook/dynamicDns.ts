import { Problem, errors } from '../Problem';

/** Of a ServiceEntry, what its resolution `DYNAMIC_DNS` has to do with. */
interface DynamicDnsSpec {
  hosts?: string[];
  addresses?: string[];
  endpoints?: object[];
  ports?: { protocol?: string }[];
  location?: string;
}

/**
 * What istiod's webhook says of a ServiceEntry whose hosts are looked up as they are called.
 *
 * Source: istio pkg/config/validation/validation.go, `ValidateServiceEntry`.
 */
export function dynamicDnsProblems(
  spec: DynamicDnsSpec,
  labels: Readonly<Record<string, string>> = {},
): Problem[] {
  const { hosts = [], addresses = [], endpoints = [], ports = [] } = spec;
  const { location = 'MESH_EXTERNAL' } = spec;
  const waypoint = labels['istio.io/use-waypoint'] ?? '';
  return errors(
    [
      hosts.some(host => !host.startsWith('*')),
      'spec.hosts',
      'DYNAMIC_DNS takes wildcards only.',
    ],
    [addresses.length > 0, 'spec.addresses', 'DYNAMIC_DNS has no addresses.'],
    [endpoints.length > 0, 'spec.endpoints', 'DYNAMIC_DNS has no endpoints.'],
    [
      ports.some(
        ({ protocol = '' }) =>
          !['http', 'tls', 'grpc', 'http2'].includes(protocol.toLowerCase()),
      ),
      'spec.ports',
      'DYNAMIC_DNS takes HTTP, HTTP2, GRPC and TLS only.',
    ],
    [
      location === 'MESH_INTERNAL' &&
        waypoint !== '' &&
        waypoint.toLowerCase() !== 'none',
      'spec.location',
      'DYNAMIC_DNS with a waypoint is for hosts outside the mesh.',
    ],
  );
}
