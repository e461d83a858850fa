import { Plan, PlanError, planStages } from '@onmesh/plugin-mesh-common';
import { CliError } from '../CliError';
import { PlanInput } from './readPlanInput';

/** @throws CliError when the repository cannot be changed safely, or the workload is not there */
export function makePlan({ pathOf, ...input }: PlanInput): Plan {
  try {
    return planStages({ ...input, catalogCallers: [] });
  } catch (error) {
    if (
      error instanceof PlanError ||
      (error instanceof Error && error.name === 'WorkloadNotFoundError')
    ) {
      throw new CliError(error.message);
    }
    throw error;
  }
}
