import { Plan, PlanError, planStages } from '@onmesh/plugin-mesh-common';
import { planProblems } from '@onmesh/plugin-mesh-common/validation';
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
    const plan = planStages({ ...input, catalogCallers: [] });
    assertIsAccepted(plan);
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

/** As the portal does before anybody reviews a plan. */
function assertIsAccepted(plan: Plan): void {
  const refused = planProblems(plan).map(
    ({ file, object, path, message }) =>
      `${file}: ${object}: ${[path, message].filter(Boolean).join(': ')}`,
  );
  if (refused.length > 0) {
    throw new CliError(
      `A cluster would refuse what this profile leads to:\n${refused.join('\n')}`,
    );
  }
}
