import { about, MeshRule } from './MeshRule';
import { labelText } from './objects';
import { sidecarSelections } from './sidecarSelection';

/**
 * The selector of a Sidecar picks no pod.
 *
 * Source: istio pkg/config/analysis/analyzers/sidecar/selector.go.
 */
export const sidecarSelectsNothing: MeshRule = view =>
  sidecarSelections(view)
    .filter(({ pods }) => pods.length === 0)
    .map(({ object, labels }) => ({
      severity: 'error',
      object: about(object, 'spec.workloadSelector'),
      message: `No pod of the namespace has the labels ${labelText(labels)}, so this Sidecar has no effect.`,
      action: 'Correct the labels, or delete the Sidecar.',
    }));
