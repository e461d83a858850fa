import { about, MeshRule } from './MeshRule';
import { Telemetry } from './objects';
import { overlaps, selections } from './selectedPods';

/**
 * Two Telemetries pick the same pod. They are not merged.
 *
 * Source: istio pkg/config/analysis/analyzers/telemetry/selector.go.
 */
export const telemetriesOverlap: MeshRule = view =>
  overlaps(
    selections(
      view,
      view.listAll<Telemetry>('Telemetry'),
      ({ spec }) => spec?.selector?.matchLabels,
    ),
  ).map(({ object, pod, others }) => ({
    severity: 'error',
    object: about(object, 'spec.selector'),
    message: `Pod ${pod} is picked by ${others.join(', ')} as well. Only the oldest is in force for it.`,
    action: 'Give each Telemetry workloads of its own.',
  }));
