import { ClusterListener } from '@onmesh/plugin-mesh-node';

/** Who wants to hear that a cluster changed. */
export class ChangeListeners {
  readonly #listeners = new Set<ClusterListener>();

  /** @returns a function that ends the subscription */
  add(listener: ClusterListener): () => void {
    // A wrapper of its own, so that one listener that subscribed twice ends only one of the two.
    const own: ClusterListener = (...change) => listener(...change);
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  notify: ClusterListener = (...change) => {
    this.#listeners.forEach(listener => listener(...change));
  };

  clear(): void {
    this.#listeners.clear();
  }
}
