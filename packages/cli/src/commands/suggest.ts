import {
  evaluateTarget,
  findTargets,
  nextProfile,
  suggestProfile,
} from '@onmesh/plugin-mesh-common';
import { CliError } from '../CliError';
import { Command } from '../Command';
import { readProfile } from '../input/readProfile';
import { readView } from '../input/readView';
import { inputOptions, outputFormat, parseOptions } from '../options';
import { render } from '../output/render';

/** A profile to start from. */
export const suggest: Command = {
  name: 'suggest',
  usage: 'NAMESPACE/WORKLOAD',
  summary:
    'Which profile would fit a workload? One to start from, for onmesh plan.',
  help: `      --profile FILE         The profile that was carried out last: the suggestion starts from it, and adds callers that came up
                             since. A profile is whole, so one that is begun anew takes away what it leaves out.
`,
  run: async (args, io) => {
    const { values, positionals } = parseOptions(args, {
      ...inputOptions,
      profile: { type: 'string' },
    });
    const format = outputFormat(values.output, ['yaml', 'json']);
    const view = await readView(values, io);
    const target = findTargets(view, { selector: {} }).find(
      ({ namespace, workload }) =>
        `${namespace}/${workload}` === positionals[0],
    );
    if (!target || positionals.length !== 1) {
      throw new CliError(
        positionals.length === 1
          ? `There is no workload ${positionals[0]}`
          : 'Name one workload as NAMESPACE/WORKLOAD',
      );
    }
    const status = evaluateTarget({ view, target, catalogCallers: [] });
    const current =
      values.profile === undefined
        ? undefined
        : (await readProfile(values.profile, io)).profile;
    const { profile, notes } =
      current && current.mesh !== 'none'
        ? nextProfile({ status, current })
        : suggestProfile({ status });
    notes.forEach(note => io.err(`note: ${note}`));
    io.out(render(profile, format));
    return 0;
  },
};
