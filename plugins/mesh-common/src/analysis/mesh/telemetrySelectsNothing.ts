import { about, MeshRule } from './MeshRule';
import { labelText, Telemetry } from './objects';
import { selections } from './selectedPods';

/**
 * The selector of a Telemetry picks no pod.
 *
 * Source: istio pkg/config/analysis/analyzers/telemetry/selector.go.
 */
export const telemetrySelectsNothing: MeshRule = view =>
  selections(
    view,
    view.listAll<Telemetry>('Telemetry'),
    ({ spec }) => spec?.selector?.matchLabels,
  )
    .filter(({ pods }) => pods.length === 0)
    .map(({ object, labels }) => ({
      severity: 'error',
      object: about(object, 'spec.selector'),
      message: `No pod of the namespace has the labels ${labelText(labels)}, so this Telemetry has no effect.`,
      action: 'Correct the labels, or delete the Telemetry.',
    }));
