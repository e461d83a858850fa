import { Service } from '../../kubernetes/KubernetesObject';
import { matchesLabels } from '../../kubernetes/labelSelector';
import { ClusterView } from '../../view/ClusterView';
import { serviceHost } from '../routing/hostNames';
import { ANY_NAME, ANY_PORT, judgeMtls } from './judgeMtls';
import { mtlsContext } from './mtlsContext';
import { ScopeMtls } from './ScopeMtls';
import { tlsDestinationOf } from './tlsFromView';
import { unknownMtls } from './unknownMtls';

/**
 * Whether traffic to the workloads with some labels is mutual TLS, once for each port of each Service that leads to them;
 * without a Service, as the namespace has it.
 */
export function workloadMtls(
  view: ClusterView,
  workload: { namespace: string; labels?: Record<string, string> },
): ScopeMtls[] {
  const unknown = unknownMtls(view);
  if (unknown) {
    return [unknown];
  }
  const { namespace, labels } = workload;
  const { mesh, rules } = mtlsContext(view);
  const namespaces = rules.namespace(namespace);
  const destinations = view
    .list<Service>('Service', namespace)
    .filter(
      ({ spec }) =>
        Object.keys(spec?.selector ?? {}).length > 0 &&
        matchesLabels({ matchLabels: spec?.selector }, labels),
    )
    .flatMap(service =>
      (service.spec?.ports ?? []).map(({ port, targetPort }) => {
        const destination = tlsDestinationOf(view, service, { port });
        const [endpoint] = destination.endpoints;
        const declared = typeof targetPort === 'number' ? targetPort : port;
        return { destination, port: endpoint?.port ?? declared };
      }),
    );
  const asked =
    destinations.length > 0
      ? destinations
      : [
          {
            destination: {
              hostname: serviceHost({ namespace, name: ANY_NAME }),
              namespace,
              port: ANY_PORT,
              endpoints: [],
            },
            port: ANY_PORT,
          },
        ];
  return asked.map(({ destination, port }) =>
    judgeMtls({
      mesh,
      destination,
      endpoint: { proxy: 'sidecar', namespace, labels, port },
      namespaces,
    }),
  );
}
