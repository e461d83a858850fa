import { OnboardingRequest } from '@onmesh/plugin-mesh-common';
import { Knex } from 'knex';
import { RequestRow } from './rows';

/** For each request that others take back, or tried to, the latest of them. */
export async function revertsOf(
  knex: Knex,
  ids: string[],
): Promise<Map<string, NonNullable<OnboardingRequest['revertedBy']>>> {
  const rows: Pick<RequestRow, 'id' | 'state' | 'reverts'>[] = await knex(
    'mesh_requests',
  )
    .whereIn('reverts', ids)
    .orderBy(['created_at', 'id'])
    .select('id', 'state', 'reverts');
  return new Map(
    rows.flatMap(({ id, state, reverts }) =>
      reverts === null ? [] : [[reverts, { id, state }] as const],
    ),
  );
}
