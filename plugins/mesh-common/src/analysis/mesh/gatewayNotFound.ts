import { gatewayReferences } from './gatewayReference';
import { about, MeshRule } from './MeshRule';

/**
 * A VirtualService names a gateway that does not exist.
 *
 * Source: istio pkg/config/analysis/analyzers/virtualservice/gateways.go.
 */
export const gatewayNotFound: MeshRule = view =>
  gatewayReferences(view)
    .filter(
      ({ istio, kubernetes, isInternal }) =>
        !istio && !kubernetes && !isInternal,
    )
    .map(({ virtualService, field, name }) => ({
      severity: 'error',
      object: about(virtualService, field),
      message: `There is no Gateway ${name}, so none of the routes is in force there.`,
      action:
        'Correct the name; a Gateway of another namespace is written namespace/name.',
    }));
