import { InputError, NotFoundError } from '@backstage/errors';
import {
  ClusterAnswer,
  ClusterListener,
  ClusterReader,
} from '@onmesh/plugin-mesh-node';

/** Several readers as one. A slow or broken cluster holds up only those who ask for it. */
export class CombinedClusterReader implements ClusterReader {
  readonly #readers = new Map<string, ClusterReader>();

  /** @throws InputError when two readers answer for the same cluster */
  constructor(readers: readonly ClusterReader[]) {
    const names = readers.flatMap(reader => reader.clusters());
    CombinedClusterReader.assertDistinct(names);
    for (const reader of readers) {
      reader.clusters().forEach(name => this.#readers.set(name, reader));
    }
  }

  /** @throws InputError when a name is given twice */
  static assertDistinct(names: readonly string[]): void {
    const repeated = names.find((name, index) => names.indexOf(name) !== index);
    if (repeated !== undefined) {
      throw new InputError(
        `Two clusters are named ${repeated}; give each entry of mesh.clusters a name of its own`,
      );
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

  onChange(listener: ClusterListener): () => void {
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
