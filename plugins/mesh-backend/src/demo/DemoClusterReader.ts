import {
  ClusterView,
  defaultMeshSettings,
  MeshSettings,
} from '@onmesh/plugin-mesh-common';
import {
  ClusterAnswer,
  ClusterListener,
  ClusterReader,
} from '@onmesh/plugin-mesh-node';
import { assertCluster } from '../clusters/assertCluster';
import { ChangeListeners } from '../clusters/ChangeListeners';
import { RepeatedRead } from '../clusters/RepeatedRead';
import { errorMessage } from '../clusters/errorMessage';
import { ManifestFolder } from '../clusters/ManifestFolder';
import { Git } from '../scm/local/Git';
import { applyFromGit } from './applyFromGit';
import { BranchManifests } from './BranchManifests';
import { SimulatedControllers } from './SimulatedControllers';

export interface DemoClusterOptions {
  cluster: string;
  /** Folder with the objects of the cluster as it was when Git held the seed. */
  snapshot: string;
  /** Folder with the files that the repository was made from. */
  seed: string;
  /** The bare repository. */
  git: Git;
  branch: string;
  mesh?: Partial<MeshSettings>;
  /** Milliseconds between two looks at the branch and the folder. */
  pollMs?: number;
  /** Milliseconds that new pods take to get ready. */
  readyAfterMs?: number;
  now?: () => Date;
}

/** A cluster without a cluster: a snapshot that follows a Git branch, as if a GitOps controller applied it. */
export class DemoClusterReader implements ClusterReader {
  readonly #options: DemoClusterOptions;
  readonly #snapshot: ManifestFolder;
  readonly #seed: ManifestFolder;
  readonly #branch: BranchManifests;
  readonly #controllers: SimulatedControllers;
  readonly #listeners = new ChangeListeners();
  readonly #reads: RepeatedRead;
  #view: ClusterView;
  #changesAt: number | undefined;
  #asOf: Date | undefined;
  #problem: string | undefined;

  constructor(options: DemoClusterOptions) {
    this.#options = options;
    this.#snapshot = new ManifestFolder(options.snapshot);
    this.#seed = new ManifestFolder(options.seed);
    this.#branch = new BranchManifests(options.git, options.branch);
    this.#controllers = new SimulatedControllers({
      settings: { ...defaultMeshSettings, ...options.mesh },
      readyAfterMs: options.readyAfterMs ?? 4000,
    });
    this.#view = this.#viewOf([]);
    this.#reads = new RepeatedRead({
      read: () => this.#follow(),
      everyMs: options.pollMs ?? 1000,
    });
  }

  clusters(): string[] {
    return [this.#options.cluster];
  }

  async view(cluster: string): Promise<ClusterAnswer> {
    assertCluster(cluster, this.#options.cluster);
    await this.#reads.first;
    return {
      view: this.#view,
      health: {
        cluster,
        asOf: this.#asOf?.toISOString(),
        problems: [
          ...(this.#problem === undefined ? [] : [this.#problem]),
          ...this.#snapshot.problems(),
          ...this.#branch.problems(),
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

  async #follow(): Promise<void> {
    const problemBefore = this.#problem;
    let changed = false;
    try {
      const read = [
        await this.#snapshot.refresh(),
        await this.#seed.refresh(),
        await this.#branch.refresh(),
      ];
      this.#asOf = this.#now();
      this.#problem = undefined;
      changed =
        read.includes(true) ||
        (this.#changesAt !== undefined && this.#changesAt <= +this.#asOf);
    } catch (error) {
      this.#problem = `The demo cluster cannot be read: ${errorMessage(error)}`;
    }
    if (changed) {
      this.#reconcile(this.#now());
    }
    if (changed || problemBefore !== this.#problem) {
      this.#listeners.notify(this.#options.cluster);
    }
  }

  #reconcile(now: Date): void {
    const { objects, changesAt } = this.#controllers.reconcile(
      applyFromGit({
        snapshot: this.#snapshot.objects(),
        seed: this.#seed.objects(),
        git: this.#branch.objects(),
      }),
      now,
    );
    this.#changesAt = changesAt;
    this.#view = this.#viewOf(objects);
  }

  #viewOf(objects: ConstructorParameters<typeof ClusterView>[0]['objects']) {
    const { cluster, mesh } = this.#options;
    return new ClusterView({ cluster, objects, mesh });
  }

  #now(): Date {
    return this.#options.now?.() ?? new Date();
  }
}
