import { CliError } from '../CliError';
import { Command } from '../Command';
import { outputFormat, parseOptions } from '../options';
import { render as renderData } from '../output/render';
import { chosenStages } from '../plan/chosenStages';
import { describePlan, patchOf } from '../plan/describePlan';
import { makePlan } from '../plan/makePlan';
import { planHelp, planOptions, readPlanInput } from '../plan/readPlanInput';

/** What it takes to give a workload what a profile wants, and what that does to its callers. */
export const plan: Command = {
  name: 'plan',
  usage: '-f PROFILE.yaml NAMESPACE/WORKLOAD',
  summary:
    'What would it take to get from here to a profile, and whom would it affect?',
  ownInput: true,
  help: `${planHelp}      --stage N              With -o diff, only what the stages up to this one change.
  -o, --output FORMAT        text (default), diff, json or yaml.
`,
  run: async (args, io) => {
    const { values, positionals } = parseOptions(args, {
      ...planOptions,
      stage: { type: 'string' },
    });
    const format = outputFormat(values.output, [
      'text',
      'diff',
      'json',
      'yaml',
    ]);
    if (values.stage !== undefined && format !== 'diff') {
      throw new CliError('--stage is for -o diff; a plan is told as a whole');
    }
    const made = makePlan(await readPlanInput(values, positionals, io));
    switch (format) {
      case 'text':
        io.out(describePlan(made));
        break;
      case 'diff':
        io.out(patchOf(chosenStages(made, values.stage)));
        break;
      default:
        io.out(renderData(made, format));
    }
    return 0;
  },
};
