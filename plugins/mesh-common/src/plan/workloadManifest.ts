import { WorkloadObject } from '../kubernetes/KubernetesObject';
import { isManaged } from '../manifests/managed';
import { Target } from '../status/Target';
import { workloadKinds } from '../status/Workload';
import { PlanError } from './PlanError';
import { RepositoryObject } from './readFolder';

/** Where the pods of a target are described in the repository. */
export interface WorkloadManifest extends RepositoryObject {
  object: WorkloadObject;
  /** Labels that select its pods, and no others but those of its other versions where the profile shifts requests between them. */
  selector: Record<string, string>;
  /** Labels of its pods. */
  labels: Record<string, string>;
}

/**
 * The manifest that holds a target's pod template.
 *
 * @throws PlanError when there is none, more than one, or one without a plain selector.
 */
export function workloadManifest(options: {
  target: Target;
  folder: string;
  objects: readonly RepositoryObject[];
  /** Files that hold what cannot be read as plain YAML. */
  unreadable: readonly string[];
}): WorkloadManifest {
  const { target, folder, objects, unreadable } = options;
  const found = objects
    .filter(isWorkloadEntry)
    .filter(
      entry =>
        entry.object.metadata.name === target.workload &&
        isIn(target.namespace, entry) &&
        !isManaged(entry.object) &&
        entry.object.spec?.template !== undefined,
    );
  if (found.length === 0) {
    const skipped =
      unreadable.length > 0
        ? ` These files are not plain YAML, or hold a List, and were not looked at: ${unreadable.join(', ')}.`
        : '';
    throw new PlanError(
      `The folder ${folder} of the GitOps repository has no manifest of ${target.workload} in namespace ${target.namespace}. Put its ${workloadKinds.slice(1).join(', ')} or Rollout there, or correct the path that is configured for cluster ${target.cluster}.${skipped}`,
    );
  }
  if (found.length > 1) {
    throw new PlanError(
      `${target.workload} is written down more than once, in ${found.map(({ path }) => path).join(' and ')}. Keep one of them in ${folder}.`,
    );
  }
  const [manifest] = found;
  const { kind, spec } = manifest.object;
  const selector = spec?.selector?.matchLabels ?? {};
  if (Object.keys(selector).length === 0) {
    throw new PlanError(
      `The ${kind} ${target.workload} in ${manifest.path} selects its pods by no matchLabels, and Istio's policies select by these only. Add matchLabels to its selector.`,
    );
  }
  const labels = spec?.template?.metadata?.labels ?? {};
  return { ...manifest, selector, labels };
}

/** Whether an object lands in a namespace: where none is written, whoever applies the folder puts it there. */
export function isIn(namespace: string, { object }: RepositoryObject): boolean {
  return (object.metadata.namespace ?? namespace) === namespace;
}

function isWorkloadEntry(
  entry: RepositoryObject,
): entry is RepositoryObject & { object: WorkloadObject } {
  return workloadKinds.some(kind => kind === entry.object.kind);
}
