import { Plan, PlanError } from '@onmesh/plugin-mesh-common';
import { acceptedPlan } from '@onmesh/plugin-mesh-common/validation';
import { CliError } from '../CliError';
import { PlanInput } from './readPlanInput';

/**
 * @throws CliError when the repository cannot be changed safely, the workload is not there, or a cluster would refuse what is
 * to be written; it says where in the profile that could be changed
 */
export function makePlan({
  pathOf,
  shown,
  placeOf,
  ...input
}: PlanInput): Plan {
  try {
    const plan = acceptedPlan({ ...input, catalogCallers: [] });
    return {
      ...plan,
      stages: plan.stages.map(stage => ({
        ...stage,
        files: stage.files.map(file => ({ ...file, path: shown(file.path) })),
      })),
    };
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
