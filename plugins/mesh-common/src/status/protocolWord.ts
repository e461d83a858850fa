import { ServicePort } from '../kubernetes/KubernetesObject';

/**
 * The protocol that a port of a Service names: its `appProtocol`, else its name up to the first dash (`grpc-web` whole).
 * The word need not be one that Istio knows.
 *
 * Source: istio pkg/config/kube/conversion.go, `ConvertProtocol`.
 */
export function protocolWord({
  appProtocol,
  name = '',
}: Pick<ServicePort, 'appProtocol' | 'name'>): string {
  const said = (appProtocol ?? name).toLowerCase();
  return said.startsWith('grpc-web') ? 'grpc-web' : said.split('-')[0];
}
