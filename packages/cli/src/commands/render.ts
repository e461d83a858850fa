import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PlanStage } from '@onmesh/plugin-mesh-common';
import { CliError, errorMessage } from '../CliError';
import { Command } from '../Command';
import { parseOptions } from '../options';
import { chosenStages } from '../plan/chosenStages';
import { makePlan } from '../plan/makePlan';
import {
  planHelp,
  PlanInput,
  planOptions,
  readPlanInput,
} from '../plan/readPlanInput';

/** The files that a profile leads to. */
export const render: Command = {
  name: 'render',
  usage: '-f PROFILE.yaml NAMESPACE/WORKLOAD',
  summary: 'Which manifests does a profile lead to?',
  ownInput: true,
  help: `${planHelp}      --stage N              Only what the stages up to this one change; else all of them.
      --write                Writes the files into --repo instead of showing them.
`,
  run: async (args, io) => {
    const { values, positionals } = parseOptions(args, {
      ...planOptions,
      stage: { type: 'string' },
      write: { type: 'boolean' },
    });
    const input = await readPlanInput(values, positionals, io);
    const files = lastOf(chosenStages(makePlan(input), values.stage));
    if (values.write) {
      await write(files, input);
      io.err(`note: ${files.size} files written below ${values.repo ?? '.'}`);
      return 0;
    }
    io.out(
      [...files]
        .map(([path, text]) =>
          text === null
            ? `# ${path} is deleted`
            : `# ${path}\n${text.trimEnd()}`,
        )
        .join('\n---\n'),
    );
    return 0;
  },
};

function lastOf(stages: readonly PlanStage[]): Map<string, string | null> {
  return new Map(
    stages.flatMap(({ files }) =>
      files.map(({ path, after }) => [path, after] as const),
    ),
  );
}

async function write(
  files: ReadonlyMap<string, string | null>,
  { pathOf }: PlanInput,
): Promise<void> {
  for (const [path, text] of files) {
    const file = pathOf(path);
    try {
      if (text === null) {
        await rm(file, { force: true });
      } else {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, text);
      }
    } catch (error) {
      throw new CliError(`${file} cannot be written: ${errorMessage(error)}`);
    }
  }
}
