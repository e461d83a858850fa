import { KubernetesObject } from '../kubernetes/KubernetesObject';

/** A way to find objects of a whole cluster by something that they say, where their namespace does not tell. */
export interface ViewIndex<T extends KubernetesObject> {
  /** Kinds of the objects that can be found. */
  kinds: readonly T['kind'][];
  /** What an object is found by. */
  keysOf(object: T): Iterable<string>;
}
