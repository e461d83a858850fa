import { NotAllowedError } from '@backstage/errors';
import { Target, targetKey } from '@onmesh/plugin-mesh-common';
import { Caller } from '../service/OnboardingService';
import { WorkloadClaims } from './WorkloadClaims';

/**
 * No review follows a click, so nobody gets a workload by an entity of their own that points at it.
 *
 * @throws NotAllowedError when an entity that the caller does not own says that the workload is its own
 */
export async function assertUndisputed(
  claims: Pick<WorkloadClaims, 'of'>,
  target: Target,
  { ownershipEntityRefs }: Caller,
): Promise<void> {
  const foreign = (await claims.of(target)).find(
    ({ owners }) => !owners.some(owner => ownershipEntityRefs.includes(owner)),
  );
  if (foreign) {
    throw new NotAllowedError(
      `${targetKey(target)} is a workload of ${foreign.entityRef} as well, by its annotations, and you do not own that (${foreign.owners.join(', ') || 'nobody does'}). Whoever is wrong has to correct theirs first`,
    );
  }
}
