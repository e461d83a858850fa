import {
  ClusterView,
  isAboutTheMesh,
  MeshSettings,
  ViewGap,
} from '@onmesh/plugin-mesh-common';
import {
  ClusterAnswer,
  ClusterListener,
  ClusterReader,
} from '@onmesh/plugin-mesh-node';
import { assertCluster } from './assertCluster';
import { ChangeListeners } from './ChangeListeners';
import { connectKubernetes } from './connectKubernetes';
import { kindProblems } from './kindProblems';
import { KindWatch } from './KindWatch';
import { meshOf, watchScopes } from './watchScopes';
import { KubernetesApi } from './KubernetesApi';
import { KubernetesConnection } from './openKubernetes';

export interface KubernetesClusterOptions extends KubernetesConnection {
  cluster: string;
  /**
   * The only namespaces to read, for those who may not read all. The mesh's root namespace always counts as one, because
   * its policies apply everywhere.
   */
  namespaces?: string[];
  mesh?: Partial<MeshSettings>;
  /** Milliseconds to wait for a cluster that never answered. */
  waitMs?: number;
  /** Milliseconds within which changes are told as one. */
  coalesceMs?: number;
  /** Milliseconds before a kind that is missing or forbidden is tried again. */
  retryGapMs?: number;
  now?: () => Date;
}

/** A cluster behind a Kubernetes API, followed by watches, so that asking about it costs no request. */
export class KubernetesClusterReader implements ClusterReader {
  readonly #options: KubernetesClusterOptions;
  readonly #listeners = new ChangeListeners();
  readonly #watches: KindWatch[];
  readonly #abort = new AbortController();
  #connection: Promise<KubernetesApi> | undefined;
  #view: ClusterView | undefined;
  #pending: NodeJS.Timeout | undefined;
  /** Where something changed since the last that was told; undefined when it can be anywhere. */
  #changedIn: Set<string> | undefined = new Set();

  constructor(options: KubernetesClusterOptions) {
    this.#options = options;
    this.#watches = watchScopes(options).map(
      scope =>
        new KindWatch({
          ...scope,
          api: () => this.#api(),
          onChange: namespace => this.#changed(namespace),
          onUnauthorized: () => {
            this.#connection = undefined;
          },
          now: options.now,
          retryGapMs: options.retryGapMs,
        }),
    );
  }

  clusters(): string[] {
    return [this.#options.cluster];
  }

  async view(cluster: string): Promise<ClusterAnswer> {
    assertCluster(cluster, this.#options.cluster);
    if (this.#watches.some(isUnread)) {
      await this.#firstRead();
    }
    this.#view ??= this.#build();
    return {
      view: this.#view,
      health: {
        cluster,
        asOf: this.#asOf()?.toISOString(),
        problems: kindProblems(this.#watches),
      },
    };
  }

  onChange(listener: ClusterListener): () => void {
    return this.#listeners.add(listener);
  }

  async close(): Promise<void> {
    this.#abort.abort();
    clearTimeout(this.#pending);
    this.#listeners.clear();
    await Promise.all(this.#watches.map(watch => watch.close()));
  }

  #api(): Promise<KubernetesApi> {
    this.#connection ??= connectKubernetes(this.#options).catch(error => {
      // The next attempt reads the kubeconfig again.
      this.#connection = undefined;
      throw error;
    });
    return this.#connection;
  }

  /** Until every kind was read or is known to be unreadable, but no longer than configured. */
  #firstRead(): Promise<void> {
    const settled = () =>
      !this.#watches.some(isUnread) ||
      // A server that cannot be reached is not waited for.
      this.#watches.every(({ state }) => 'reason' in state);
    const { waitMs = 3000 } = this.#options;
    const limit = AbortSignal.any([
      this.#abort.signal,
      AbortSignal.timeout(waitMs),
    ]);
    return new Promise(resolve => {
      const end = this.#listeners.add(() => {
        if (settled()) {
          end();
          resolve();
        }
      });
      limit.addEventListener('abort', () => {
        end();
        resolve();
      });
    });
  }

  #build(): ClusterView {
    return new ClusterView({
      cluster: this.#options.cluster,
      objects: this.#watches
        .filter(({ kind }) => !isAboutTheMesh(kind))
        .flatMap(watch => [...watch.objects()]),
      mesh: meshOf(this.#watches, this.#options.mesh),
      gaps: this.#watches.flatMap(gapOf),
    });
  }

  /** Changes come in bursts, and each would have the view built anew. */
  #changed(namespace: string | undefined): void {
    if (namespace === undefined) {
      this.#changedIn = undefined;
    } else {
      this.#changedIn?.add(namespace);
    }
    this.#pending ??= setTimeout(() => {
      const namespaces = this.#changedIn;
      this.#changedIn = new Set();
      this.#pending = undefined;
      this.#view = undefined;
      this.#listeners.notify(this.#options.cluster, namespaces);
    }, this.#options.coalesceMs ?? 100);
  }

  /** As old as the oldest kind that was read; now, while all of them are followed. */
  #asOf(): Date | undefined {
    const states = this.#watches.map(watch => watch.state);
    const stale = states.flatMap(state =>
      state.type === 'stale' ? [state.since.getTime()] : [],
    );
    if (stale.length > 0) {
      return new Date(Math.min(...stale));
    }
    return states.some(({ type }) => type === 'current')
      ? (this.#options.now?.() ?? new Date())
      : undefined;
  }
}

function isUnread({ state }: KindWatch): boolean {
  return state.type === 'starting';
}

function gapOf({ kind: { kind }, state }: KindWatch): ViewGap[] {
  if (state.type === 'gap') {
    return [state.gap];
  }
  return state.type === 'starting'
    ? [{ kind, reason: state.reason ?? 'not read yet', notInstalled: false }]
    : [];
}
