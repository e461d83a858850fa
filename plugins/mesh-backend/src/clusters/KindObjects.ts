import { isDeepStrictEqual } from 'node:util';
import { KubernetesObject } from '@onmesh/plugin-mesh-common';

/**
 * The objects of one kind as they were last heard of. One of which nothing changed that is kept stays the same object, by
 * which whoever looks at two views of a cluster knows it: kubelets write the status of their nodes all day long, and a list
 * that is read again holds mostly what was there.
 */
export class KindObjects {
  #objects = new Map<string, KubernetesObject>();

  values(): Iterable<KubernetesObject> {
    return this.#objects.values();
  }

  /** From now on there are these and no others. */
  replace(objects: readonly KubernetesObject[]): void {
    this.#objects = new Map(
      objects.map(object => [keyOf(object), this.#known(object) ?? object]),
    );
  }

  /** @returns whether that changes anything */
  put(object: KubernetesObject): boolean {
    if (this.#known(object)) {
      return false;
    }
    this.#objects.set(keyOf(object), object);
    return true;
  }

  remove(object: KubernetesObject): void {
    this.#objects.delete(keyOf(object));
  }

  #known(object: KubernetesObject): KubernetesObject | undefined {
    const known = this.#objects.get(keyOf(object));
    return isDeepStrictEqual(known, object) ? known : undefined;
  }
}

function keyOf({ metadata }: KubernetesObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
