import { Knex } from 'knex';
import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { RequestFilter } from '../permissions/RequestFilter';

const columns: Record<RequestFilter['key'], string> = {
  requester: 'requester',
  state: 'state',
  entityRef: 'entity_ref',
};

/** Narrows a query to the rows that a permission decision allows. */
export function whereCriteria(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<RequestFilter>,
): Knex.QueryBuilder {
  if (isAndCriteria(criteria)) {
    return query.where(all =>
      criteria.allOf.forEach(one =>
        all.andWhere(inner => whereCriteria(inner, one)),
      ),
    );
  }
  if (isOrCriteria(criteria)) {
    return query.where(any =>
      criteria.anyOf.forEach(one =>
        any.orWhere(inner => whereCriteria(inner, one)),
      ),
    );
  }
  if (isNotCriteria(criteria)) {
    return query.whereNot(inner => whereCriteria(inner, criteria.not));
  }
  return query.whereIn(columns[criteria.key], criteria.values);
}
