import { matchesLabels } from '../../kubernetes/labelSelector';
import { about, MeshRule } from './MeshRule';
import { istioGateways, labelText } from './objects';
import { allPods } from './podLabels';

/**
 * The selector of a Gateway picks no pod.
 *
 * Source: istio pkg/config/analysis/analyzers/gateway/gateway.go.
 */
export const gatewaySelectsNothing: MeshRule = view =>
  istioGateways(view)
    .filter(
      ({ spec }) =>
        !allPods(view).some(({ labels }) =>
          matchesLabels({ matchLabels: spec?.selector }, labels),
        ),
    )
    .map(gateway => ({
      severity: 'error',
      object: about(gateway, 'spec.selector'),
      message: `No pod has the labels ${labelText(gateway.spec?.selector)}, so nobody listens for this Gateway.`,
      action: 'Correct the selector, or install the gateway that it means.',
    }));
