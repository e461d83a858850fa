import { VirtualService } from '../../delivery/VirtualService';
import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { about, MeshRule } from './MeshRule';

interface Fault {
  delay?: { percent?: number };
}
interface SidecarObject extends KubernetesObject {
  kind: 'Sidecar';
  spec?: { outboundTrafficPolicy?: { egressProxy?: object } };
}

/**
 * A field is used that Istio has replaced, or that it reads no more.
 *
 * Source: istio pkg/config/analysis/analyzers/deprecation/deprecation.go.
 */
export const deprecatedField: MeshRule = view => [
  ...view.listAll<VirtualService>('VirtualService').flatMap(object =>
    (object.spec?.http ?? []).flatMap(({ fault }, i) =>
      ((fault as Fault | undefined)?.delay?.percent ?? 0) > 0
        ? [
            {
              severity: 'warning' as const,
              object: about(object, `spec.http[${i}].fault.delay.percent`),
              message: 'fault.delay.percent is deprecated.',
              action: 'Use fault.delay.percentage.value.',
            },
          ]
        : [],
    ),
  ),
  ...view
    .listAll<SidecarObject>('Sidecar')
    .filter(({ spec }) => spec?.outboundTrafficPolicy?.egressProxy)
    .map(object => ({
      severity: 'warning' as const,
      object: about(object, 'spec.outboundTrafficPolicy.egressProxy'),
      message:
        'Istio ignores egressProxy, so requests to unknown hosts do not go through that proxy.',
      action:
        'Delete it, and lead the hosts there with a ServiceEntry and a VirtualService.',
    })),
];
