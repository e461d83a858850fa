import { KubernetesObject } from '../../kubernetes/KubernetesObject';

/** An Istio DestinationRule, as far as subsets tell versions apart. */
export interface DestinationRule extends KubernetesObject {
  kind: 'DestinationRule';
  spec?: {
    host?: string;
    subsets?: { name?: string; labels?: Record<string, string> }[];
  };
}
