import { Service } from '../../kubernetes/KubernetesObject';
import { about, MeshRule } from './MeshRule';
import { unnamedProtocolPorts } from './unnamedProtocolPorts';

/**
 * A port of an ExternalName Service counts as plain TCP. Such a Service has no address, so proxies take all traffic to
 * that port, wherever it is meant to go.
 *
 * Source: istio pkg/config/analysis/analyzers/service/portname.go.
 */
export const externalNamePort: MeshRule = view =>
  view
    .listAll<Service>('Service')
    .filter(({ spec }) => spec?.type === 'ExternalName')
    .flatMap(service =>
      unnamedProtocolPorts(service, { tcpToo: true }).map(
        ({ port, index }) => ({
          severity: 'warning' as const,
          object: about(service, `spec.ports[${index}].name`),
          message: `Port ${port.port} of an ExternalName Service counts as plain TCP, so proxies take traffic to that port of any host.`,
          action: 'Name the port after its protocol: http-…, https-… or tls-….',
        }),
      ),
    );
