import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ClusterView, ObservedTraffic } from '@onmesh/plugin-mesh-common';
import { DemoClusterReader } from '../demo/DemoClusterReader';
import { DemoMetricsReader } from '../demo/DemoMetricsReader';
import { seedRepository } from '../demo/seedRepository';
import { SnapshotMetricsReader } from '../metrics/SnapshotMetricsReader';
import { commitFiles } from '../scm/local/commitFiles';
import { Git } from '../scm/local/Git';
import { GitRepository } from '../scm/local/GitRepository';
import { readTextFiles } from '../scm/local/readTextFiles';

const examples = resolve(__dirname, '../../../../examples');
const seed = join(examples, 'gitops');
const identity = { name: 'Tess Test', email: 'tess@shop.example' };

/** The demo's cluster, repository and metrics in a folder of their own, with a clock that a test moves. */
export class DemoShop {
  readonly reader: DemoClusterReader;
  readonly metrics: DemoMetricsReader;
  readonly git: Git;
  readonly #folder: string;
  #now = new Date('2026-11-25T12:00:00Z');

  private constructor(folder: string, git: Git) {
    this.#folder = folder;
    this.git = git;
    this.reader = new DemoClusterReader({
      cluster: 'demo',
      snapshot: join(examples, 'clusters/demo'),
      seed,
      git,
      branch: 'main',
      pollMs: 20,
      readyAfterMs: 5000,
      now: () => this.#now,
    });
    this.metrics = new DemoMetricsReader({
      clusters: this.reader,
      traffic: new SnapshotMetricsReader({
        file: join(examples, 'metrics/demo.yaml'),
      }),
    });
  }

  static async open(): Promise<DemoShop> {
    const folder = await mkdtemp(join(tmpdir(), 'demo-'));
    const directory = join(folder, 'gitops.git');
    const git = new Git({ directory, executable: 'git', timeoutMs: 10_000 });
    await seedRepository({ git, directory, branch: 'main', seed });
    return new DemoShop(folder, git);
  }

  async close(): Promise<void> {
    await this.reader.close();
    await rm(this.#folder, { recursive: true });
  }

  async view(): Promise<ClusterView> {
    return (await this.reader.view('demo')).view;
  }

  observed(workload: string): Promise<ObservedTraffic | undefined> {
    return this.metrics.observed({
      cluster: 'demo',
      namespace: 'shop',
      workload,
    });
  }

  /** What merging a pull request does to the branch; null deletes a file. */
  async merge(files: Record<string, string | null>): Promise<void> {
    // What is there when the cluster is first read has been running for long.
    await this.view();
    const repository = new GitRepository(this.git);
    await commitFiles(repository, {
      base: 'main',
      branch: 'main',
      expectedHead: await repository.branchHead('main'),
      files: Object.entries(files).map(([path, content]) => ({
        path,
        content,
      })),
      message: 'A change',
      author: identity,
      committer: identity,
    });
  }

  async fileOnMain(path: string): Promise<string> {
    const texts = await readTextFiles(this.git, 'refs/heads/main', [path]);
    return texts.get(path) ?? '';
  }

  /** Lets the time pass that new pods take to get ready. */
  settle(): void {
    this.#now = new Date(this.#now.getTime() + 5000);
  }
}
