import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ClusterView, ViewBucket } from './ClusterView';
import { ViewIndex } from './ViewIndex';

/**
 * What differs between two views of a cluster. Objects are told apart by identity: whoever reads a cluster makes a new one
 * of each that changed. One that is made anew without need costs time and no more.
 */
export class ViewChanges {
  /** The settings of the mesh differ, or which kinds could be read: every question depends on those. */
  readonly everywhere: boolean;
  /** Where objects differ: those that are in one view only, or all where they are in another order. */
  readonly buckets: readonly ViewBucket[];
  readonly #keys = new Map<ViewIndex<KubernetesObject>, ReadonlySet<string>>();

  constructor(before: ClusterView, after: ClusterView) {
    this.everywhere =
      JSON.stringify([before.mesh, before.gaps]) !==
      JSON.stringify([after.mesh, after.gaps]);
    const emptied = before
      .buckets()
      .filter(
        ({ kind, namespace }) => after.list(kind, namespace).length === 0,
      );
    this.buckets = [
      ...emptied,
      ...after.buckets().flatMap(({ kind, namespace, objects }) => {
        const changed = difference(before.list(kind, namespace), objects);
        return changed.length === 0
          ? []
          : [{ kind, namespace, objects: changed }];
      }),
    ];
  }

  /** Keys by which an index finds other objects than before. */
  keys(index: ViewIndex<KubernetesObject>): ReadonlySet<string> {
    const known =
      this.#keys.get(index) ??
      new Set(
        this.buckets
          .filter(({ kind }) => index.kinds.includes(kind))
          .flatMap(({ objects }) => objects)
          .flatMap(object => [...index.keysOf(object)]),
      );
    this.#keys.set(index, known);
    return known;
  }
}

function difference(
  before: readonly KubernetesObject[],
  after: readonly KubernetesObject[],
): readonly KubernetesObject[] {
  if (
    before.length === after.length &&
    before.every((object, at) => object === after[at])
  ) {
    return [];
  }
  const was = new Set(before);
  const is = new Set(after);
  const left = before.filter(object => is.has(object));
  const stayed = after.filter(object => was.has(object));
  return stayed.every((object, at) => object === left[at])
    ? [
        ...before.filter(object => !is.has(object)),
        ...after.filter(object => !was.has(object)),
      ]
    : [...before, ...after];
}
