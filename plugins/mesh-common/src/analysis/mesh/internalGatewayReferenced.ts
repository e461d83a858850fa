import { gatewayReferences } from './gatewayReference';
import { about, MeshRule } from './MeshRule';

/**
 * A VirtualService names a Gateway that Istio makes for itself of a Gateway of the Kubernetes Gateway API.
 *
 * Source: istio pkg/config/analysis/analyzers/virtualservice/gateways.go.
 */
export const internalGatewayReferenced: MeshRule = view =>
  gatewayReferences(view)
    .filter(({ isInternal }) => isInternal)
    .map(({ virtualService, field, written }) => ({
      severity: 'warning',
      object: about(virtualService, field),
      message: `${written} is a name that Istio makes up for itself and may change with any release.`,
      action: 'Route with an HTTPRoute that names the Gateway as its parent.',
    }));
