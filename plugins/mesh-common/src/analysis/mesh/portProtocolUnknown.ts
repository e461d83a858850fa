import { Service } from '../../kubernetes/KubernetesObject';
import { about, MeshRule } from './MeshRule';
import { unnamedProtocolPorts } from './unnamedProtocolPorts';

/**
 * The name of a Service's port does not tell its protocol. Proxies then guess it from the first bytes, and policies for
 * HTTP cannot rely on that.
 *
 * Source: istio pkg/config/analysis/analyzers/service/portname.go.
 */
export const portProtocolUnknown: MeshRule = view =>
  view
    .listAll<Service>('Service')
    .filter(({ spec }) => spec?.type !== 'ExternalName')
    .flatMap(service =>
      unnamedProtocolPorts(service).map(({ port, index }) => ({
        severity: 'info' as const,
        object: about(service, `spec.ports[${index}].name`),
        message: `The name of port ${port.port}${port.name ? `, ${port.name},` : ''} does not tell its protocol, so proxies guess it from the first bytes.`,
        action:
          'Set appProtocol, or name the port <protocol>-<anything>, such as http-web or tcp-db.',
      })),
    );
