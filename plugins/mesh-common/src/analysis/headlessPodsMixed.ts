import {
  clusterTls,
  mtlsContext,
  tlsDestinationOf,
  tlsEndpointsOf,
} from '../istio/clientTls';
import { Pod, Service } from '../kubernetes/KubernetesObject';
import { matchesLabels } from '../kubernetes/labelSelector';
import { proxyOf } from '../status/podProxy';
import { isFinished } from '../status/Workload';
import { ClusterView } from '../view/ClusterView';
import { Rule } from './Rule';

/**
 * Behind a headless Service some pods have a sidecar and others have none. Callers with a sidecar choose before they know which
 * pod they get, and so send plaintext to all of them.
 *
 * Source: istio pilot/pkg/model/push_context.go, `BestEffortInferServiceMTLSMode`.
 */
export const headlessPodsMixed: Rule = ({ view, workload, status }) => {
  if (status.mesh !== 'istio-sidecar') {
    return [];
  }
  return workload.services
    .filter(({ spec }) => spec?.clusterIP === 'None')
    .flatMap(service => {
      const { name, namespace } = service.metadata;
      const strict = status.ports.filter(
        ({ accepts }) => accepts === 'mtls-only',
      );
      const pods = podsBehind(view, service);
      const bare = pods.filter(pod => proxyOf(pod) === 'none');
      return bare.length === 0 ||
        bare.length === pods.length ||
        !sendsPlaintext(view, service, pods)
        ? []
        : [
            {
              severity: strict.length > 0 ? 'error' : 'warning',
              object: { kind: 'Service', namespace, name },
              message: `${bare.length} of ${pods.length} pods behind the headless Service ${name} have no sidecar, so callers with one send plaintext to all of them. ${
                strict.length > 0
                  ? `Port ${strict.map(({ port }) => port).join(', ')} of ${workload.name} refuses it.`
                  : `No rule of ${workload.name} can recognise them.`
              }`,
              action: `Take the others onto the mesh as well, such as ${bare[0].metadata.name}, or give them a Service of their own.`,
            },
          ];
    });
};

function podsBehind(view: ClusterView, { metadata, spec }: Service): Pod[] {
  return view
    .list<Pod>('Pod', metadata.namespace ?? '')
    .filter(
      pod =>
        !isFinished(pod) &&
        matchesLabels({ matchLabels: spec?.selector }, pod.metadata.labels),
    );
}

/** A DestinationRule that sets TLS is another matter: it sends to all pods what it says. */
function sendsPlaintext(
  view: ClusterView,
  service: Service,
  pods: readonly Pod[],
): boolean {
  const { mesh } = mtlsContext(view);
  const { namespace = '' } = service.metadata;
  return (
    mesh.enableAutoMtls !== false &&
    (service.spec?.ports ?? []).some(({ port }) => {
      const destination = {
        ...tlsDestinationOf(view, service, { port }),
        endpoints: tlsEndpointsOf(service, pods, port),
      };
      const caller = { proxy: 'sidecar', namespace } as const;
      return clusterTls(mesh, caller, destination).decidedBy === 'none';
    })
  );
}
