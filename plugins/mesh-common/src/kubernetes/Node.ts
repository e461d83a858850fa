import { KubernetesObject } from './KubernetesObject';

/** A machine of a cluster, as far as it decides what its pods can have. */
export interface Node extends KubernetesObject {
  kind: 'Node';
  status?: { nodeInfo?: { kubeletVersion?: string } };
}
