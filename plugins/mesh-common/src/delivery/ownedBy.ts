import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { listOf } from './listOf';

/**
 * Whether an object names another as its owner. The uid decides where both sides have one, because a workload that was
 * deleted and made anew keeps its name but not its objects; kind and name decide otherwise (files from Git have no uid).
 */
export function ownedBy(
  object: KubernetesObject,
  owner: KubernetesObject,
): boolean {
  const { uid, name } = owner.metadata ?? {};
  return listOf(object.metadata?.ownerReferences).some(reference =>
    reference.uid !== undefined && uid !== undefined
      ? reference.uid === uid
      : name !== undefined &&
        reference.kind === owner.kind &&
        reference.name === name,
  );
}
