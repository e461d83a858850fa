import { VirtualService } from '../../delivery/VirtualService';
import {
  meshGateway,
  resolveGatewayName,
} from '../../istio/routing/gatewayName';
import { about, MeshRule } from './MeshRule';
import {
  fullName,
  istioGateways,
  kubernetesGateways,
  namespaceOf,
} from './objects';

/**
 * A route is only for a gateway that does not exist, or that its VirtualService is not bound to.
 *
 * Source: istio pilot/pkg/networking/core/route/route.go, `sourceMatchHTTP`.
 */
export const matchGatewayNotFound: MeshRule = view => {
  const known = new Set(
    [...istioGateways(view), ...kubernetesGateways(view)].map(fullName),
  );
  return view.listAll<VirtualService>('VirtualService').flatMap(object =>
    (object.spec?.http ?? []).flatMap(({ match = [] }, i) =>
      match.flatMap(({ gateways = [] }, j) =>
        gateways.flatMap((written, k) => {
          const name = resolveGatewayName(written, namespaceOf(object));
          return name === meshGateway || known.has(name)
            ? []
            : [
                {
                  severity: 'error' as const,
                  object: about(
                    object,
                    `spec.http[${i}].match[${j}].gateways[${k}]`,
                  ),
                  message: `There is no Gateway ${name}, so the route is never taken there.`,
                  action: 'Correct the name.',
                },
              ];
        }),
      ),
    ),
  );
};
