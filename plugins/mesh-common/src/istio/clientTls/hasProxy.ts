import { TlsEndpoint } from './TlsQuestion';

/**
 * Whether an endpoint is known to take mTLS: by its proxy, unless its label hides that.
 *
 * Source: istio pilot/pkg/model/service.go, `GetTLSModeFromEndpointLabels`.
 */
export function hasProxy({ proxy, labels }: TlsEndpoint): boolean {
  return proxy !== 'none' && !refusesAutoMtls(labels);
}

/** The label `security.istio.io/tlsMode`, which injection writes: anything but `istio` turns automatic mTLS off. */
export function refusesAutoMtls(labels: TlsEndpoint['labels']): boolean {
  const mode = labels?.['security.istio.io/tlsMode'];
  return mode !== undefined && mode !== 'istio';
}
