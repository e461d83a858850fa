import { parseManifests } from '../kubernetes/parseManifests';
import { Plan, PlanFile } from '../plan/Plan';
import { Problem } from './Problem';
import { validateObject } from './validateObject';

/** What a cluster would refuse of a file that a plan writes. */
export interface PlanProblem extends Problem {
  /** The file. */
  file: string;
  /** The kind and the name of the object in it. */
  object: string;
}

/**
 * What a cluster would refuse of the files of a plan. What it would refuse of them without the plan is not held against it: a
 * team's own object may be of a version that is not known here.
 */
export function planProblems({ stages }: Pick<Plan, 'stages'>): PlanProblem[] {
  return stages.flatMap(({ files }) => files.flatMap(fileProblems));
}

function fileProblems({ path, before, after }: PlanFile): PlanProblem[] {
  const known = new Set(refusals(path, before).map(keyOf));
  return refusals(path, after).filter(problem => !known.has(keyOf(problem)));
}

function refusals(file: string, text: string | null): PlanProblem[] {
  if (text === null) {
    return [];
  }
  // What is no object, such as a kustomization, never reaches a cluster.
  const { objects } = parseManifests(text, file, { passOverOthers: true });
  return objects.flatMap(object =>
    validateObject(object)
      .filter(({ severity }) => severity === 'error')
      .map(problem => ({
        ...problem,
        file,
        object: `${object.kind} ${object.metadata.name}`,
      })),
  );
}

function keyOf({ object, path, message }: PlanProblem): string {
  return JSON.stringify([object, path, message]);
}
