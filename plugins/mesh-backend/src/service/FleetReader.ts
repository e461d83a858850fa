import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ClusterHealth,
  ClusterView,
  FleetResponse,
  FleetRow,
  OnboardingRequest,
  findTargets,
  targetKey,
  evaluateTarget,
} from '@onmesh/plugin-mesh-common';
import { ClusterReader } from '@onmesh/plugin-mesh-node';
import { fleetRow } from './summaries';
import { runsInKubernetes, workloadLookup } from './workloadLookup';

/** All services of the catalog that say where they run. Traffic is left out: one page must not ask for that of thousands. */
export class FleetReader {
  readonly #clusters: ClusterReader;
  readonly #catalog: CatalogService;
  readonly #now: () => Date;

  constructor(options: {
    clusters: ClusterReader;
    catalog: CatalogService;
    now: () => Date;
  }) {
    this.#clusters = options.clusters;
    this.#catalog = options.catalog;
    this.#now = options.now;
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
    const open = new Map(
      openRequests.map(request => [targetKey(request.target), request.id]),
    );
    const views = answers.map(({ view }) => view);
    const problems: ClusterHealth[] = answers.map(({ health }) => health);
    return {
      services: items
        .filter(runsInKubernetes)
        .flatMap(entity => this.#rows(entity, views, open))
        .sort((a, b) => a.title.localeCompare(b.title)),
      clusters: problems,
    };
  }

  #rows(
    entity: Entity,
    views: ClusterView[],
    open: Map<string, string>,
  ): FleetRow[] {
    const now = this.#now().toISOString();
    const rows = locate(entity, views).map(({ view, target }) =>
      fleetRow(
        entity,
        evaluateTarget({ view, target, catalogCallers: [], now }),
        open.get(targetKey(target)),
      ),
    );
    return rows.length === 0 ? [fleetRow(entity, undefined, undefined)] : rows;
  }
}

/** One entity whose annotations cannot be read must not hide all the others: it runs nowhere that we know. */
function locate(entity: Entity, views: ClusterView[]) {
  try {
    const lookup = workloadLookup(entity);
    return views
      .filter(
        ({ cluster }) =>
          lookup.cluster === undefined || lookup.cluster === cluster,
      )
      .flatMap(view =>
        findTargets(view, lookup).map(target => ({ view, target })),
      );
  } catch {
    return [];
  }
}
