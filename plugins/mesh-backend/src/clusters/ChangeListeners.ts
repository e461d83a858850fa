/** Who wants to hear that a cluster changed. */
export class ChangeListeners {
  readonly #listeners = new Set<(cluster: string) => void>();

  /** @returns a function that ends the subscription */
  add(listener: (cluster: string) => void): () => void {
    // A wrapper of its own, so that one listener that subscribed twice ends only one of the two.
    const own = (cluster: string) => listener(cluster);
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  notify(cluster: string): void {
    this.#listeners.forEach(listener => listener(cluster));
  }

  clear(): void {
    this.#listeners.clear();
  }
}
