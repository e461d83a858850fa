import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { managedMetadata } from './managed';

/** `networking.istio.io/v1` Sidecar, as far as we write it. */
export interface SidecarManifest extends KubernetesObject {
  kind: 'Sidecar';
  spec: {
    workloadSelector: { labels: Record<string, string> };
    outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' };
    egress: { hosts: string[] }[];
  };
}

/** Lets the pods of a workload call everything that the mesh knows, and nothing else. */
export function sidecar(of: {
  name: string;
  namespace: string;
  selector: Record<string, string>;
}): SidecarManifest {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Sidecar',
    metadata: managedMetadata(of),
    spec: {
      workloadSelector: { labels: of.selector },
      outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
      egress: [{ hosts: ['*/*'] }],
    },
  };
}
