import { Plan, PlanError, planStages } from '@onmesh/plugin-mesh-common';
import { CliError } from '../CliError';
import { PlanInput } from './readPlanInput';

/**
 * @throws CliError when the repository cannot be changed safely, or the workload is not there; it says where in the profile
 * that could be changed
 */
export function makePlan({ pathOf, placeOf, ...input }: PlanInput): Plan {
  try {
    return planStages({ ...input, catalogCallers: [] });
  } catch (error) {
    if (error instanceof PlanError) {
      throw new CliError(
        error.path ? `${placeOf(error.path)}: ${error.message}` : error.message,
      );
    }
    if (error instanceof Error && error.name === 'WorkloadNotFoundError') {
      throw new CliError(error.message);
    }
    throw error;
  }
}
