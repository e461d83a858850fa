import { Plan, PlanStage } from '@onmesh/plugin-mesh-common';
import { CliError } from '../CliError';

/** All stages, or those up to a number as it was given on the command line; a stage holds only after those before it. */
export function chosenStages(
  { stages }: Plan,
  given: string | undefined,
): readonly PlanStage[] {
  if (given === undefined) {
    return stages;
  }
  const number = Number(given);
  if (!Number.isInteger(number) || number < 1 || number > stages.length) {
    throw new CliError(
      `--stage must be a number from 1 to ${stages.length}, and not ${JSON.stringify(given)}`,
    );
  }
  return stages.slice(0, number);
}
