import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  Caller,
  ClusterHealth,
  ClusterView,
  ObservedTraffic,
  Target,
  TargetParts,
  TargetStatus,
  findTargets,
  policyCounters,
  targetKey,
  targetParts,
  evaluateTarget,
} from '@onmesh/plugin-mesh-common';
import {
  ClusterAnswer,
  ClusterReader,
  MetricsError,
  MetricsReader,
} from '@onmesh/plugin-mesh-node';
import { callingEntities, identitiesOf, siblingsOf } from './catalogCallers';
import { WorkloadLookup, workloadLookup } from './workloadLookup';

/** Everything that is known about one target at one moment. */
export interface ReadTarget {
  target: Target;
  view: ClusterView;
  health: ClusterHealth;
  observed?: ObservedTraffic;
  catalogCallers: Caller[];
  status: TargetStatus;
}

/** Where an entity runs. */
export interface EntityTargets {
  lookup: WorkloadLookup;
  answers: ClusterAnswer[];
  targets: Target[];
}

/** Joins the catalog, the clusters and the metrics. */
export class TargetReader {
  readonly #clusters: ClusterReader;
  readonly #metrics: MetricsReader;
  readonly #catalog: CatalogService;
  readonly #now: () => Date;

  constructor(options: {
    clusters: ClusterReader;
    metrics: MetricsReader;
    catalog: CatalogService;
    now: () => Date;
  }) {
    this.#clusters = options.clusters;
    this.#metrics = options.metrics;
    this.#catalog = options.catalog;
    this.#now = options.now;
  }

  /** @throws NotFoundError when there is no such entity, or the caller may not see it */
  async entity(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials,
    });
    if (!entity) {
      throw new NotFoundError(`There is no entity ${entityRef} in the catalog`);
    }
    return entity;
  }

  /** Where an entity runs, by its annotations, in the clusters that may hold it. */
  async locate(entity: Entity): Promise<EntityTargets> {
    const lookup = workloadLookup(entity);
    const answers = await this.#answers(lookup.cluster);
    return {
      lookup,
      answers,
      targets: answers.flatMap(({ view }) => findTargets(view, lookup)),
    };
  }

  /**
   * The cluster of one target of an entity.
   *
   * @throws InputError when the target is not one of the entity's: whoever may change one service may not change another
   */
  async locateOne(entity: Entity, target: Target): Promise<ClusterAnswer> {
    const located = await this.locate(entity);
    if (!located.targets.some(own => targetKey(own) === targetKey(target))) {
      const own = located.targets.map(targetKey).join(', ') || 'none';
      throw new InputError(
        `target: ${targetKey(target)} is no workload of ${stringifyEntityRef(entity)}. It has: ${own}`,
      );
    }
    return answerOf(located.answers, target);
  }

  /**
   * Reads one target of an entity.
   *
   * @throws InputError when the target is not one of the entity's
   */
  async read(
    entity: Entity,
    target: Target,
    credentials: BackstageCredentials,
  ): Promise<ReadTarget> {
    const answer = await this.locateOne(entity, target);
    const callers = await callingEntities(entity, this.#catalog, credentials);
    return this.#read(answer, target, { entity, callers });
  }

  /** Reads all targets of an entity. */
  async readAll(
    entity: Entity,
    credentials: BackstageCredentials,
  ): Promise<EntityTargets & { read: ReadTarget[] }> {
    const located = await this.locate(entity);
    const callers = await callingEntities(entity, this.#catalog, credentials);
    const read = await Promise.all(
      located.targets.map(target =>
        this.#read(answerOf(located.answers, target), target, {
          entity,
          callers,
        }),
      ),
    );
    return { ...located, read };
  }

  async #read(
    answer: ClusterAnswer,
    target: Target,
    { entity, callers }: { entity: Entity; callers: Entity[] },
  ): Promise<ReadTarget> {
    const { view } = answer;
    const parts = targetParts(view, target);
    const { observed, problem } = await this.#observed(view, target, parts);
    const catalogCallers = [
      ...identitiesOf(callers, view),
      ...siblingsOf(entity, target, view),
    ];
    return {
      target,
      view,
      health: problem
        ? {
            ...answer.health,
            problems: [...answer.health.problems, problem],
          }
        : answer.health,
      observed,
      catalogCallers,
      status: evaluateTarget({
        view,
        target,
        observed,
        catalogCallers,
        parts,
        now: this.#now().toISOString(),
      }),
    };
  }

  /** Metrics that cannot be read are a gap in the answer and not a reason to give none. */
  async #observed(
    view: ClusterView,
    target: Target,
    parts: TargetParts | undefined,
  ): Promise<{ observed?: ObservedTraffic; problem?: string }> {
    try {
      return {
        observed: await this.#metrics.observed({
          ...target,
          serviceAccount: parts?.workload.serviceAccount,
          versionedService: parts?.versioned?.service,
          policies: parts && policyCounters(view, parts.workload),
        }),
      };
    } catch (error) {
      if (error instanceof MetricsError) {
        return { problem: error.message };
      }
      throw error;
    }
  }

  async #answers(cluster: string | undefined): Promise<ClusterAnswer[]> {
    const names = this.#clusters.clusters();
    if (cluster !== undefined && !names.includes(cluster)) {
      return [
        {
          view: new ClusterView({ cluster, objects: [] }),
          health: {
            cluster,
            problems: [
              `Cluster ${cluster} is named by the entity, but is not one of mesh.clusters (${names.join(', ')}).`,
            ],
          },
        },
      ];
    }
    return Promise.all(
      (cluster === undefined ? names : [cluster]).map(name =>
        this.#clusters.view(name),
      ),
    );
  }
}

/** @throws NotFoundError when nobody asked the target's cluster */
function answerOf(answers: ClusterAnswer[], { cluster }: Target) {
  const answer = answers.find(({ view }) => view.cluster === cluster);
  if (!answer) {
    throw new NotFoundError(`There is no cluster ${cluster}`);
  }
  return answer;
}
