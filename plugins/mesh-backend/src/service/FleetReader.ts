import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ClusterView,
  FleetResponse,
  FleetRow,
  FleetSummaries,
  OnboardingRequest,
  targetKey,
} from '@onmesh/plugin-mesh-common';
import { ClusterReader } from '@onmesh/plugin-mesh-node';
import { fleetRow } from './summaries';
import { runsInKubernetes, workloadAnnotations } from './workloadLookup';

/** How long summaries are kept for a fleet that nobody looks at, in milliseconds. They hold the cluster's objects as they were. */
const KEPT_FOR_MS = 600_000;

/** As the page sorts them. Making one for each comparison costs more than all the rest. */
const byTitle = new Intl.Collator();

/**
 * All services of the catalog that say where they run. Traffic is left out: one page must not ask for that of thousands.
 *
 * What is kept between calls is of the cluster alone and the same for everybody. Which entities there are, and who may see
 * them, the catalog is asked each time, as whoever asks.
 */
export class FleetReader {
  readonly #clusters: ClusterReader;
  readonly #catalog: CatalogService;
  readonly #now: () => Date;
  readonly #summaries = new Map<string, FleetSummaries>();
  #readAt = 0;

  constructor(options: {
    clusters: ClusterReader;
    catalog: CatalogService;
    now: () => Date;
  }) {
    this.#clusters = options.clusters;
    this.#catalog = options.catalog;
    this.#now = options.now;
    this.#clusters.onChange(cluster => {
      if (this.#now().getTime() - this.#readAt > KEPT_FOR_MS) {
        this.#summaries.delete(cluster);
      }
    });
  }

  async read(
    credentials: BackstageCredentials,
    openRequests: OnboardingRequest[],
  ): Promise<FleetResponse> {
    const [{ items }, answers] = await Promise.all([
      this.#catalog.getEntities(
        {
          filter: { kind: 'Component' },
          fields: ['kind', 'metadata', 'relations'],
        },
        { credentials },
      ),
      Promise.all(
        this.#clusters.clusters().map(name => this.#clusters.view(name)),
      ),
    ]);
    const now = this.#now();
    this.#readAt = now.getTime();
    const fleet = {
      clusters: answers.map(({ view }) => this.#summariesOf(view)),
      open: new Map(
        openRequests.map(request => [targetKey(request.target), request.id]),
      ),
      now: now.toISOString(),
    };
    return {
      services: items
        .filter(runsInKubernetes)
        .flatMap(entity => rows(entity, fleet))
        .sort((a, b) => byTitle.compare(a.title, b.title)),
      clusters: answers.map(({ health }) => health),
    };
  }

  #summariesOf(view: ClusterView): FleetSummaries {
    const known = this.#summaries.get(view.cluster);
    if (known) {
      known.follow(view);
      return known;
    }
    const made = new FleetSummaries(view);
    this.#summaries.set(view.cluster, made);
    return made;
  }
}

/** What rows are made of, all of one moment. */
interface Fleet {
  clusters: FleetSummaries[];
  open: Map<string, string>;
  now: string;
}

function rows(entity: Entity, { clusters, open, now }: Fleet): FleetRow[] {
  const found = clusters.flatMap(cluster =>
    locate(entity, cluster).map(target =>
      fleetRow(entity, {
        target,
        summary: cluster.summary(target, now),
        openRequestId: open.get(targetKey(target)),
      }),
    ),
  );
  return found.length === 0 ? [fleetRow(entity)] : found;
}

/** One entity whose annotations cannot be read must not hide all the others: it runs nowhere that we know. */
function locate(entity: Entity, cluster: FleetSummaries) {
  const lookup = workloadAnnotations(entity);
  if ((lookup.cluster ?? cluster.cluster) !== cluster.cluster) {
    return [];
  }
  try {
    return cluster.targets(lookup);
  } catch {
    return [];
  }
}
