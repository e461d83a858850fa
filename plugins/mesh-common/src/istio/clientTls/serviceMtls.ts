import { ClusterView } from '../../view/ClusterView';
import { serviceHost } from '../routing/hostNames';
import { endpointClasses } from './endpointClasses';
import { ANY_PORT, judgeMtls } from './judgeMtls';
import { mtlsContext } from './mtlsContext';
import { ScopeMtls } from './ScopeMtls';
import { AddressedService, tlsDestinationOf } from './tlsFromView';
import { TlsDestination, TlsEndpoint } from './TlsQuestion';

/**
 * Whether traffic to a Service is mutual TLS, once for each port and kind of pod behind it that has a proxy. A Service
 * without such pods, and one that a DestinationRule names although it does not exist, is judged as if it had some.
 */
export function serviceMtls(
  view: ClusterView,
  { namespace, name }: { namespace: string; name: string },
): ScopeMtls[] {
  const { mesh, rules } = mtlsContext(view);
  const namespaces = rules.namespace(namespace);
  const service = view.get<AddressedService>('Service', namespace, name);
  const ports = service?.spec?.ports?.map(({ port }) => port) ?? [ANY_PORT];
  return ports.flatMap(port => {
    const destination: TlsDestination = service
      ? tlsDestinationOf(view, service, { port })
      : {
          hostname: serviceHost({ namespace, name }),
          namespace,
          port,
          endpoints: [],
        };
    const meshed = destination.endpoints.filter(
      ({ proxy }) => proxy !== 'none',
    );
    const endpoints: TlsEndpoint[] =
      meshed.length > 0
        ? meshed
        : [
            {
              proxy: 'sidecar',
              namespace,
              labels: service?.spec?.selector,
              port: ANY_PORT,
            },
          ];
    return endpointClasses(mesh, endpoints).map(endpoint =>
      judgeMtls({ mesh, destination, endpoint, namespaces }),
    );
  });
}
