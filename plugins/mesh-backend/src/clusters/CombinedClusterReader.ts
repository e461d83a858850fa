import { InputError, NotFoundError } from '@backstage/errors';
import { ClusterAnswer, ClusterReader } from '@onmesh/plugin-mesh-node';

/** Several readers as one. A slow or broken cluster holds up only those who ask for it. */
export class CombinedClusterReader implements ClusterReader {
  readonly #readers = new Map<string, ClusterReader>();

  /** @throws InputError when two readers answer for the same cluster */
  constructor(readers: readonly ClusterReader[]) {
    for (const reader of readers) {
      for (const cluster of reader.clusters()) {
        if (this.#readers.has(cluster)) {
          throw new InputError(
            `Two clusters are named ${cluster}; give each entry of mesh.clusters a name of its own`,
          );
        }
        this.#readers.set(cluster, reader);
      }
    }
  }

  clusters(): string[] {
    return [...this.#readers.keys()];
  }

  async view(cluster: string): Promise<ClusterAnswer> {
    const reader = this.#readers.get(cluster);
    if (!reader) {
      throw new NotFoundError(
        `No cluster is named ${cluster}; mesh.clusters has ${this.clusters().join(', ') || 'none'}`,
      );
    }
    return reader.view(cluster);
  }

  onChange(listener: (cluster: string) => void): () => void {
    const ends = this.#distinct().map(reader => reader.onChange(listener));
    return () => ends.forEach(end => end());
  }

  async close(): Promise<void> {
    await Promise.all(this.#distinct().map(reader => reader.close()));
  }

  #distinct(): ClusterReader[] {
    return [...new Set(this.#readers.values())];
  }
}
