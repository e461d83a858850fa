import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_API_CONSUMED_BY,
  RELATION_DEPENDENCY_OF,
  RELATION_PROVIDES_API,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  Caller,
  ClusterView,
  Target,
  findTargets,
  findWorkload,
} from '@onmesh/plugin-mesh-common';
import { workloadLookup } from './workloadLookup';

type Catalog = Pick<CatalogService, 'getEntitiesByRefs'>;

/** Entities that the catalog declares as callers: those that consume an API of this one, or that depend on it. */
export async function callingEntities(
  entity: Entity,
  catalog: Catalog,
  credentials: BackstageCredentials,
): Promise<Entity[]> {
  const apis = await load(
    catalog,
    relationTargets(entity, RELATION_PROVIDES_API),
    credentials,
  );
  const refs = [
    ...relationTargets(entity, RELATION_DEPENDENCY_OF),
    ...apis.flatMap(api => relationTargets(api, RELATION_API_CONSUMED_BY)),
  ].filter(ref => parseEntityRef(ref).kind.toLowerCase() === 'component');
  const own = stringifyEntityRef(entity);
  return load(
    catalog,
    [...new Set(refs)].filter(ref => ref !== own).sort(),
    credentials,
  );
}

/** Each as the identities that its workloads have in a cluster. One without workloads there stays a caller without an identity. */
export function identitiesOf(entities: Entity[], view: ClusterView): Caller[] {
  return entities.flatMap(entity => {
    const caller = {
      label: entity.metadata.title ?? entity.metadata.name,
      entityRef: stringifyEntityRef(entity),
    };
    const workloads = targetsIn(entity, view).flatMap(
      target => findWorkload(view, target) ?? [],
    );
    const identities = new Map(
      workloads.map(({ namespace, serviceAccount }) => [
        `${namespace.metadata.name}/${serviceAccount}`,
        { ...caller, namespace: namespace.metadata.name, serviceAccount },
      ]),
    );
    return identities.size === 0 ? [caller] : [...identities.values()];
  });
}

/**
 * The entity's other workloads in a cluster: nobody declares that a service depends on itself, but a cache is of no use
 * when its own service may not call it.
 */
export function siblingsOf(
  entity: Entity,
  target: Target,
  view: ClusterView,
): Caller[] {
  const own = findWorkload(view, target);
  return targetsIn(entity, view).flatMap(other => {
    const workload = findWorkload(view, other);
    return workload && workload.serviceAccount !== own?.serviceAccount
      ? [
          {
            label: workload.name,
            entityRef: stringifyEntityRef(entity),
            namespace: workload.namespace.metadata.name,
            serviceAccount: workload.serviceAccount,
          },
        ]
      : [];
  });
}

/** A caller whose annotations cannot be read has no workloads; that is not the concern of whom it calls. */
function targetsIn(entity: Entity, view: ClusterView) {
  try {
    const { cluster, namespace, selector } = workloadLookup(entity);
    return cluster === undefined || cluster === view.cluster
      ? findTargets(view, { namespace, selector })
      : [];
  } catch {
    return [];
  }
}

async function load(
  catalog: Catalog,
  entityRefs: string[],
  credentials: BackstageCredentials,
): Promise<Entity[]> {
  if (entityRefs.length === 0) {
    return [];
  }
  const { items } = await catalog.getEntitiesByRefs(
    { entityRefs },
    { credentials },
  );
  return items.filter(item => item !== undefined);
}

function relationTargets(entity: Entity, type: string): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => relation.targetRef);
}
