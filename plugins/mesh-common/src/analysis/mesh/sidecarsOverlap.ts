import { about, MeshRule } from './MeshRule';
import { isAmbientPod } from './dataPlane';
import { overlaps } from './selectedPods';
import { sidecarSelections } from './sidecarSelection';

/**
 * Two Sidecars pick the same pod. Which of them is in force is not defined.
 *
 * Source: istio pkg/config/analysis/analyzers/sidecar/selector.go.
 */
export const sidecarsOverlap: MeshRule = view =>
  overlaps(
    sidecarSelections(view).map(selection => ({
      ...selection,
      pods: selection.pods.filter(pod => !isAmbientPod(pod)),
    })),
  ).map(({ object, pod, others }) => ({
    severity: 'error',
    object: about(object, 'spec.workloadSelector'),
    message: `Pod ${pod} is picked by ${others.join(', ')} as well. Which one is in force is not defined.`,
    action: 'Give each Sidecar workloads of its own.',
  }));
