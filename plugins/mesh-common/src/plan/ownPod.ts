import { Pod } from '../kubernetes/KubernetesObject';
import { PlanContext } from './PlanContext';
import { templatePod } from './templatePod';

/** A pod of the target as the repository's manifest describes it. */
export function ownPod({ manifest, target }: PlanContext): Pod {
  return templatePod(manifest.object, target.namespace);
}
