import { Namespace } from '../../kubernetes/KubernetesObject';
import { LabelledPod } from './podLabels';

/** Whether ztunnel handles the traffic of a pod. */
export function isAmbientPod({ annotations }: LabelledPod): boolean {
  return annotations['ambient.istio.io/redirection'] === 'enabled';
}

/**
 * Whether new pods of a namespace are for ztunnel: a label for sidecars wins over the one for ambient.
 *
 * Source: istio pkg/config/analysis/analyzers/util/in_mesh.go, `NamespaceInAmbientMode`.
 */
export function isAmbientNamespace(namespace: Namespace | undefined): boolean {
  const { labels = {} } = namespace?.metadata ?? {};
  return (
    labels['istio-injection'] !== 'enabled' &&
    !labels['istio.io/rev'] &&
    labels['istio.io/dataplane-mode'] === 'ambient'
  );
}
