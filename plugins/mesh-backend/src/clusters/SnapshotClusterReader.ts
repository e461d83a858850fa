import { ClusterView, MeshSettings } from '@onmesh/plugin-mesh-common';
import {
  ClusterAnswer,
  ClusterListener,
  ClusterReader,
} from '@onmesh/plugin-mesh-node';
import { assertCluster } from './assertCluster';
import { ChangeListeners } from './ChangeListeners';
import { RepeatedRead } from './RepeatedRead';
import { errorMessage } from './errorMessage';
import { ManifestFolder } from './ManifestFolder';

export interface SnapshotClusterOptions {
  cluster: string;
  /** Folder of YAML or JSON files with Kubernetes objects; folders below it count too. */
  folder: string;
  mesh?: Partial<MeshSettings>;
  /** Milliseconds between two looks at the folder. */
  pollMs?: number;
  now?: () => Date;
}

/** A cluster that is a folder of files: for demos, for tests and for looking at a cluster that is not reachable. */
export class SnapshotClusterReader implements ClusterReader {
  readonly #options: SnapshotClusterOptions;
  readonly #folder: ManifestFolder;
  readonly #listeners = new ChangeListeners();
  readonly #reads: RepeatedRead;
  #view: ClusterView | undefined;
  #asOf: Date | undefined;
  #folderProblem: string | undefined;

  constructor(options: SnapshotClusterOptions) {
    this.#options = options;
    this.#folder = new ManifestFolder(options.folder);
    this.#reads = new RepeatedRead({
      read: () => this.#readFolder(),
      everyMs: options.pollMs ?? 1000,
    });
  }

  clusters(): string[] {
    return [this.#options.cluster];
  }

  async view(cluster: string): Promise<ClusterAnswer> {
    assertCluster(cluster, this.#options.cluster);
    await this.#reads.first;
    this.#view ??= new ClusterView({
      cluster,
      objects: this.#folder.objects(),
      mesh: this.#options.mesh,
    });
    return {
      view: this.#view,
      health: {
        cluster,
        asOf: this.#asOf?.toISOString(),
        problems: [
          ...(this.#folderProblem === undefined ? [] : [this.#folderProblem]),
          ...this.#folder.problems(),
        ],
      },
    };
  }

  onChange(listener: ClusterListener): () => void {
    return this.#listeners.add(listener);
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    await this.#reads.stop();
  }

  async #readFolder(): Promise<void> {
    const problemBefore = this.#folderProblem;
    let changed = false;
    try {
      changed = await this.#folder.refresh();
      this.#asOf = this.#options.now?.() ?? new Date();
      this.#folderProblem = undefined;
    } catch (error) {
      this.#folderProblem = `The folder ${this.#options.folder} cannot be read: ${errorMessage(error)}`;
    }
    if (changed) {
      this.#view = undefined;
    }
    if (changed || problemBefore !== this.#folderProblem) {
      this.#listeners.notify(this.#options.cluster);
    }
  }
}
