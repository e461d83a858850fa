import { AuthService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ClusterView,
  findTargets,
  Target,
  targetKey,
} from '@onmesh/plugin-mesh-common';
import { ClusterReader } from '@onmesh/plugin-mesh-node';
import { ownersOf } from '../permissions/ownersOf';
import { runsInKubernetes, workloadLookup } from '../service/workloadLookup';

/** An entity that says by its annotations that a workload is its own. */
export interface WorkloadClaim {
  entityRef: string;
  owners: string[];
}

/**
 * Who says that a workload is theirs. An annotation is only a claim: whoever may register an entity can point it at any
 * workload. Where no review follows, as with a click, all claims count.
 */
export class WorkloadClaims {
  constructor(
    private readonly options: {
      clusters: Pick<ClusterReader, 'view'>;
      catalog: CatalogService;
      auth: AuthService;
    },
  ) {}

  async of(target: Target): Promise<WorkloadClaim[]> {
    const { clusters, catalog, auth } = this.options;
    const { view } = await clusters.view(target.cluster);
    const { items } = await catalog.getEntities(
      {
        filter: { kind: 'Component' },
        fields: ['kind', 'metadata', 'relations'],
      },
      // Also what the person who asks may not see.
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return items
      .filter(entity => claims(entity, target, view))
      .map(entity => ({
        entityRef: stringifyEntityRef(entity),
        owners: ownersOf(entity),
      }));
  }
}

function claims(entity: Entity, target: Target, view: ClusterView): boolean {
  if (!runsInKubernetes(entity)) {
    return false;
  }
  try {
    const { cluster, namespace, selector } = workloadLookup(entity);
    return (
      (cluster ?? target.cluster) === target.cluster &&
      (namespace ?? target.namespace) === target.namespace &&
      findTargets(view, { namespace: target.namespace, selector }).some(
        found => targetKey(found) === targetKey(target),
      )
    );
  } catch {
    // A selector that is none finds nothing.
    return false;
  }
}
