import { LoggerService } from '@backstage/backend-plugin-api';
import { SignalsService } from '@backstage/plugin-signals-node';
import { StatusChanged, statusChannel } from '@onmesh/plugin-mesh-common';
import { ClusterReader } from '@onmesh/plugin-mesh-node';

export interface StatusHintsOptions {
  clusters: Pick<ClusterReader, 'onChange'>;
  signals: SignalsService;
  logger: LoggerService;
  now: () => Date;
  /** Milliseconds between two hints about one entity. */
  gapMs?: number;
}

/** Where what a status was computed from lies. */
type NamespacesByCluster = ReadonlyMap<string, ReadonlySet<string>>;

/** An entity whose status somebody looks at. */
interface Watched {
  behind: NamespacesByCluster;
  /** Whom to tell, with the time until which. */
  viewers: Map<string, number>;
  lastHint: number;
  pending?: NodeJS.Timeout;
}

/** A page asks again more often than this, so one that does not is closed. */
const viewedForMs = 60_000;

/**
 * Tells those who look at a status that what it was computed from has changed. A hint says of which entity and no more:
 * the page asks again, and is answered what its reader may see. Where no hint arrives, the page is up to date a few
 * seconds later, because it asks from time to time anyway.
 */
export class StatusHints {
  readonly #options: StatusHintsOptions;
  readonly #watched = new Map<string, Watched>();
  readonly #end: () => void;

  constructor(options: StatusHintsOptions) {
    this.#options = options;
    this.#end = options.clusters.onChange((cluster, namespaces) =>
      this.#changed(cluster, namespaces),
    );
  }

  /** A person was shown the status of an entity, which was computed from what lies in these namespaces. */
  shown(
    entityRef: string,
    userEntityRef: string,
    behind: NamespacesByCluster,
  ): void {
    const watched = this.#watched.get(entityRef) ?? {
      behind,
      viewers: new Map<string, number>(),
      lastHint: 0,
    };
    watched.behind = behind;
    watched.viewers.set(
      userEntityRef,
      this.#options.now().getTime() + viewedForMs,
    );
    this.#watched.set(entityRef, watched);
  }

  close(): void {
    this.#end();
    this.#watched.forEach(({ pending }) => clearTimeout(pending));
    this.#watched.clear();
  }

  #changed(cluster: string, namespaces?: ReadonlySet<string>): void {
    const now = this.#options.now().getTime();
    for (const [entityRef, watched] of this.#watched) {
      watched.viewers.forEach((until, viewer) => {
        if (until <= now) {
          watched.viewers.delete(viewer);
        }
      });
      const behind = watched.behind.get(cluster);
      if (watched.viewers.size === 0) {
        clearTimeout(watched.pending);
        this.#watched.delete(entityRef);
      } else if (
        behind &&
        (!namespaces || [...behind].some(name => namespaces.has(name)))
      ) {
        const gapMs = this.#options.gapMs ?? 1_000;
        watched.pending ??= setTimeout(
          () => this.#tell(entityRef),
          Math.max(0, watched.lastHint + gapMs - now),
        );
      }
    }
  }

  #tell(entityRef: string): void {
    const watched = this.#watched.get(entityRef);
    if (!watched) {
      return;
    }
    const { signals, logger, now } = this.#options;
    watched.pending = undefined;
    watched.lastHint = now().getTime();
    signals
      .publish<StatusChanged>({
        channel: statusChannel,
        recipients: { type: 'user', entityRef: [...watched.viewers.keys()] },
        message: { entityRef },
      })
      .catch(error =>
        logger.warn(`Nobody was told that ${entityRef} changed`, error),
      );
  }
}
