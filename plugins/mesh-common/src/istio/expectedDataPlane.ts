import { Namespace, Pod } from '../kubernetes/KubernetesObject';
import { AmbientSettings, isEnrolledInAmbient } from './ambientEnrolment';
import {
  InstalledRevisions,
  injectingRevision,
  injectRequired,
} from './sidecarInjection';

/** The way in which a pod is in the mesh. */
export type DataPlane =
  | { dataPlane: 'sidecar'; revision: string }
  | { dataPlane: 'ambient' }
  | { dataPlane: 'none' };

/**
 * How a new pod would be in the mesh. A sidecar comes first: the injector never looks at labels for ambient, and ambient
 * leaves pods with a sidecar alone.
 *
 * Source: istio pkg/kube/inject/webhook.go and cni/pkg/util/enablement_selector.go.
 */
export function expectedDataPlane(options: {
  namespace: Namespace;
  pod: Pod;
  installed: InstalledRevisions;
  cni?: AmbientSettings;
}): DataPlane {
  const { namespace, pod, installed, cni } = options;
  const revision = injectingRevision({ namespace, pod, installed });
  if (revision !== undefined && injectRequired({ pod })) {
    return { dataPlane: 'sidecar', revision };
  }
  return isEnrolledInAmbient({ namespace, pod, ...cni })
    ? { dataPlane: 'ambient' }
    : { dataPlane: 'none' };
}
