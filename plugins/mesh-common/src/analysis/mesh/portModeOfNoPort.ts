import { PeerAuthentication } from '../../istio/PeerAuthentication';
import { Service } from '../../kubernetes/KubernetesObject';
import { matchesLabels } from '../../kubernetes/labelSelector';
import { ClusterView } from '../../view/ClusterView';
import { about, MeshRule } from './MeshRule';
import { namespaceOf } from './objects';
import { LabelledPod, podsOf } from './podLabels';

/**
 * A PeerAuthentication sets the mode of a port of a Service, where the port that the workload listens on counts. It does
 * nothing then, and the port has the mode of the others.
 *
 * Source: istio pilot/pkg/security/authn/policy_applier.go, `GetMutualTLSModeForPort`.
 */
export const portModeOfNoPort: MeshRule = view =>
  view.listAll<PeerAuthentication>('PeerAuthentication').flatMap(policy => {
    const pods = podsOf(view, namespaceOf(policy)).filter(({ labels }) =>
      matchesLabels(policy.spec?.selector, labels),
    );
    return Object.keys(policy.spec?.portLevelMtls ?? {}).flatMap(port => {
      const meant = portMeant(view, pods, Number(port));
      return meant === undefined
        ? []
        : [
            {
              severity: 'warning' as const,
              object: about(policy, `spec.portLevelMtls[${port}]`),
              message: `${port} is the port of a Service, and the workload listens on ${meant}: the mode has no effect.`,
              action: `Set it for ${meant}.`,
            },
          ];
    });
  });

/** The port that a Service's port leads to, when the pods themselves have none of its number. */
function portMeant(
  view: ClusterView,
  pods: readonly LabelledPod[],
  port: number,
): number | undefined {
  const ports = pods.flatMap(({ namespace, labels }) =>
    view
      .list<Service>('Service', namespace)
      .filter(({ spec }) =>
        matchesLabels({ matchLabels: spec?.selector }, labels),
      )
      .flatMap(({ spec }) => spec?.ports ?? []),
  );
  const targets = ports.flatMap(({ port: own, targetPort = own }) =>
    typeof targetPort === 'number' ? [targetPort] : [],
  );
  const target = ports.find(one => one.port === port)?.targetPort;
  return typeof target === 'number' &&
    target !== port &&
    !targets.includes(port)
    ? target
    : undefined;
}
