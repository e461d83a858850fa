import { matchesLabels } from '../../kubernetes/labelSelector';
import { Service } from '../../kubernetes/KubernetesObject';
import { ClusterView } from '../../view/ClusterView';
import { about, MeshRule } from './MeshRule';
import { IstioGateway, istioGateways } from './objects';
import { allPods } from './podLabels';

/**
 * A Gateway listens on a port that no Service leads to.
 *
 * Source: istio pkg/config/analysis/analyzers/gateway/gateway.go.
 */
export const gatewayPortNotExposed: MeshRule = view =>
  istioGateways(view).flatMap(gateway => {
    const exposed = portsBefore(view, gateway);
    return exposed === undefined
      ? []
      : (gateway.spec?.servers ?? []).flatMap(({ port }, i) =>
          port?.number === undefined || exposed.has(port.number)
            ? []
            : [
                {
                  severity: 'warning' as const,
                  object: about(gateway, `spec.servers[${i}].port.number`),
                  message: `No Service in front of the gateway's pods has port ${port.number}, so nobody can reach it there.`,
                  action: `Add port ${port.number} to the Service of the gateway, or listen on a port that it has.`,
                },
              ],
        );
  });

/** Ports that Services lead to on the pods of a gateway, by either number; undefined when it has no pods. */
function portsBefore(
  view: ClusterView,
  { spec }: IstioGateway,
): Set<number> | undefined {
  const pods = allPods(view).filter(({ labels }) =>
    matchesLabels({ matchLabels: spec?.selector }, labels),
  );
  if (pods.length === 0) {
    return undefined;
  }
  return new Set(
    pods.flatMap(({ namespace, labels }) =>
      view
        .list<Service>('Service', namespace)
        .filter(service =>
          matchesLabels({ matchLabels: service.spec?.selector }, labels),
        )
        .flatMap(service => service.spec?.ports ?? [])
        .filter(({ protocol = 'TCP' }) => protocol === 'TCP')
        .flatMap(({ port, targetPort }) =>
          typeof targetPort === 'number' && targetPort !== 0
            ? [port, targetPort]
            : [port],
        ),
    ),
  );
}
