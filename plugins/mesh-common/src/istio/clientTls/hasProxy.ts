import { TlsEndpoint } from './TlsQuestion';

/**
 * Whether an endpoint is known to take mTLS. The label `security.istio.io/tlsMode`, which injection writes, hides what the
 * pod shows: anything but `istio` turns automatic mTLS off.
 *
 * Source: istio pilot/pkg/model/service.go, `GetTLSModeFromEndpointLabels`.
 */
export function hasProxy({ proxy, labels }: TlsEndpoint): boolean {
  const label = labels?.['security.istio.io/tlsMode'];
  return proxy !== 'none' && (label === undefined || label === 'istio');
}
