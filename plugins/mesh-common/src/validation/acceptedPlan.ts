import { Plan } from '../plan/Plan';
import { PlanError } from '../plan/PlanError';
import { planStages } from '../plan/planStages';
import { Files, readFolder } from '../plan/readFolder';
import { mistypedFields } from './mistypedFields';
import { PlanProblem, planProblems } from './planProblems';

/**
 * A plan of which a cluster takes every file, so that nobody reviews what would be refused in the end.
 *
 * @throws PlanError as `planStages` does; or when a cluster would refuse what the plan writes, or what is in the folder keeps
 * it from being understood, with the file, the object and the field.
 * @throws WorkloadNotFoundError when the cluster does not have the workload
 */
export function acceptedPlan(options: Parameters<typeof planStages>[0]): Plan {
  const plan = planned(options);
  const refused = planProblems(plan);
  if (refused.length > 0) {
    throw new PlanError(
      `A cluster would refuse what this profile leads to. Change the profile, or tell the platform team:\n${inWords(refused)}`,
    );
  }
  return plan;
}

function planned(options: Parameters<typeof planStages>[0]): Plan {
  try {
    return planStages(options);
  } catch (error) {
    // Fields of a wrong type are looked for only now: most do no harm, and what is filled in later, such as ${REPLICAS}, is
    // a text until then.
    const mistyped =
      error instanceof TypeError ? mistypedIn(options.files) : [];
    throw mistyped.length > 0
      ? new PlanError(
          `No plan can be made for ${options.target.workload}, because what these objects say cannot be understood. Correct them:\n${inWords(mistyped)}`,
        )
      : error;
  }
}

function mistypedIn(files: Files): PlanProblem[] {
  return readFolder(files).objects.flatMap(({ path: file, object }) =>
    mistypedFields(object).map(problem => ({
      ...problem,
      file,
      object: `${object.kind} ${object.metadata.name}`,
    })),
  );
}

function inWords(problems: readonly PlanProblem[]): string {
  return problems
    .map(
      ({ file, object, path, message }) =>
        `${file}: ${object}: ${[path, message].filter(Boolean).join(': ')}`,
    )
    .join('\n');
}
