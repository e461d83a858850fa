import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { CliError, errorMessage } from '../CliError';
import { Command } from '../Command';
import { checkExpectation, Result } from '../expectations/checkExpectation';
import { describeResult, describeTotals } from '../expectations/describeResult';
import { expectationsJsonSchema } from '../expectations/expectationsSchema';
import { junit } from '../expectations/junit';
import { readExpectations } from '../expectations/readExpectations';
import { recordExpectations } from '../expectations/recordExpectations';
import { readView } from '../input/readView';
import { inputOptions, outputFormat, parseOptions } from '../options';
import { render } from '../output/render';

/** Policy tests: does what must hold, hold? */
export const test: Command = {
  name: 'test',
  usage: 'EXPECTATIONS.yaml... | --record FILE | --schema',
  summary: 'Does what must hold in the mesh, hold? Policy tests for pipelines.',
  help: `      --junit FILE           Writes the results for CI systems too; or only them, with -o junit.
      --record FILE          Writes what holds today as expectations: verdicts on the requests of the given files, and
                             of each workload what its ports accept and who may call them.
      --schema               Prints the JSON Schema of files of expectations.
Exit code 1: an expectation does not hold.
`,
  run: async (args, io) => {
    const { values, positionals: files } = parseOptions(args, {
      ...inputOptions,
      junit: { type: 'string' },
      record: { type: 'string' },
      schema: { type: 'boolean' },
    });
    const formats = ['text', 'json', 'yaml', 'junit'] as const;
    const format = outputFormat(values.output, formats);
    if (values.schema) {
      io.out(render(expectationsJsonSchema(), 'json'));
      return 0;
    }
    if (files.length === 0 && values.record === undefined) {
      throw new CliError(
        'Say what must hold: onmesh test -f OBJECTS EXPECTATIONS.yaml, or write down what holds with --record FILE',
      );
    }
    const expectations = (
      await Promise.all(files.map(readExpectations))
    ).flat();
    const view = await readView(values, io);
    if (values.record !== undefined) {
      const recorded = recordExpectations(
        view,
        expectations.map(({ expectation }) => expectation),
      );
      if (recorded.expectations.length === 0) {
        throw new CliError('The objects hold nothing to record');
      }
      await write(
        values.record,
        `# What held when this was recorded; check it with onmesh test -f OBJECTS ${basename(values.record)}\n${render(recorded, 'yaml')}\n`,
      );
      io.err(
        `note: ${values.record}: recorded ${recorded.expectations.length} expectations`,
      );
      return 0;
    }
    const results = expectations.map(one => checkExpectation(view, one));
    if (values.junit !== undefined) {
      await write(values.junit, `${junit(results)}\n`);
    }
    io.out(describe(results, format));
    return results.every(({ holds }) => holds) ? 0 : 1;
  },
};

function describe(
  results: readonly Result[],
  format: 'text' | 'json' | 'yaml' | 'junit',
): string {
  switch (format) {
    case 'text':
      return [...results.map(describeResult), describeTotals(results)].join(
        '\n',
      );
    case 'junit':
      return junit(results);
    default:
      return render(results, format);
  }
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new CliError(`${file} cannot be written: ${errorMessage(error)}`);
  }
}
