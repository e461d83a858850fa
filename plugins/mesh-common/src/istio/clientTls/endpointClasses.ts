import { policiesOf } from './policiesOf';
import { TlsEndpoint, TlsMesh } from './TlsQuestion';

/** One endpoint of each kind that TLS tells apart, so that a hundred pods cost as much as one. */
export function endpointClasses(
  mesh: TlsMesh,
  endpoints: readonly TlsEndpoint[],
): TlsEndpoint[] {
  const classes = new Map<string, TlsEndpoint>();
  for (const endpoint of endpoints) {
    const { proxy, port, labels, bypassedBy } = endpoint;
    const policy = policiesOf(mesh, endpoint).workload?.metadata.name;
    const mode = labels?.['security.istio.io/tlsMode'];
    const key = [proxy, port, mode, policy, bypassedBy].join('/');
    if (!classes.has(key)) {
      classes.set(key, endpoint);
    }
  }
  return [...classes.values()];
}
