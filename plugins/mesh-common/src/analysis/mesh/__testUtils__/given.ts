import { KubernetesObject } from '../../../kubernetes/KubernetesObject';
import { ClusterView, ViewGap } from '../../../view/ClusterView';
import { discoverMesh } from '../../../view/discoverMesh';
import { MeshRule } from '../MeshRule';

export type Metadata = Partial<KubernetesObject['metadata']>;

/** An object called `cart`, unless it is said otherwise. */
export function given(
  kind: string,
  metadata: Metadata,
  rest: object = {},
): KubernetesObject {
  const whole = { name: 'cart', ...metadata };
  return { apiVersion: 'v1', kind, metadata: whole, ...rest };
}

/** A view of objects and of what they say of the mesh, without the kinds that could not be read. */
export function viewOf(
  objects: readonly KubernetesObject[],
  ...unreadable: string[]
): ClusterView {
  return new ClusterView({
    cluster: 'test',
    objects,
    gaps: unreadable.map((kind): ViewGap => ({
      kind,
      reason: 'forbidden',
      notInstalled: false,
    })),
    mesh: discoverMesh(objects),
  });
}

/** What a rule is about: names, with the field where there is one. */
export function found(
  rule: MeshRule,
  ...objects: readonly KubernetesObject[]
): string[] {
  return rule(viewOf(objects)).map(({ object: { name, field } }) =>
    field === undefined ? name : `${name} ${field}`,
  );
}
