import { isDeepStrictEqual } from 'node:util';
import { KubernetesObject } from '@onmesh/plugin-mesh-common';

/** A cluster after a GitOps controller has applied what is in Git. */
export interface Applied {
  objects: KubernetesObject[];
  /** Those of `objects` that Git made or changed, each with what the snapshot had. */
  changed: { object: KubernetesObject; before?: KubernetesObject }[];
}

/** Kind, namespace and name: what makes an object the same one. */
export function objectKey({ kind, metadata }: KubernetesObject): string {
  return `${kind}/${metadata.namespace ?? ''}/${metadata.name}`;
}

/**
 * Lays what is in Git over a snapshot of a cluster. The snapshot was taken when Git held the seed, so what Git still says
 * as it did then is left as the cluster has it (with what its controllers wrote); what has changed since is applied; what
 * is gone is pruned.
 */
export function applyFromGit(options: {
  snapshot: readonly KubernetesObject[];
  seed: readonly KubernetesObject[];
  git: readonly KubernetesObject[];
}): Applied {
  const { snapshot, seed, git } = options;
  const before = new Map(seed.map(o => [objectKey(o), o]));
  const now = new Map(git.map(o => [objectKey(o), o]));
  const live = new Map(snapshot.map(o => [objectKey(o), o]));
  for (const key of before.keys()) {
    if (!now.has(key)) {
      live.delete(key);
    }
  }
  const changed: Applied['changed'] = [];
  for (const [key, object] of now) {
    const there = live.get(key);
    if (there && isDeepStrictEqual(before.get(key), object)) {
      continue;
    }
    const applied = there ? keepServerFields(there, object) : object;
    live.set(key, applied);
    changed.push({ object: applied, before: there });
  }
  return { objects: [...live.values()], changed };
}

function keepServerFields(
  there: KubernetesObject,
  applied: KubernetesObject,
): KubernetesObject {
  const { uid, creationTimestamp } = there.metadata;
  return {
    ...('status' in there ? { status: there.status } : {}),
    ...applied,
    metadata: { ...applied.metadata, uid, creationTimestamp },
  };
}
