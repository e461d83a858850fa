import {
  describeEvidence,
  describeShares,
  WorkloadNotFoundError,
} from '@onmesh/plugin-mesh-common';
import { CliError } from '../CliError';
import { Command } from '../Command';
import { readView } from '../input/readView';
import { inputOptions, outputFormat, parseOptions } from '../options';
import { columns } from '../output/columns';
import { render } from '../output/render';
import { parseRequestFlags, requestOptions } from '../request/requestFlags';
import { describeRequest } from '../request/requestSchema';
import { routeOf } from '../request/route';

/** Which version answers one request. */
export const route: Command = {
  name: 'route',
  usage: '--from SOURCE --to NS/WORKLOAD [request]',
  summary: 'Which version answers this request, by which rule?',
  help: `      --from, --to, --port, --method, --host, --path, --header   As in authz can.
What is left out is not known: the answer then depends where a rule looks at it. Exit code 0: it is known, and something answers.
`,
  run: async (args, io) => {
    const { values, positionals } = parseOptions(args, {
      ...inputOptions,
      ...requestOptions,
    });
    if (positionals.length > 0) {
      throw new CliError(`What is ${positionals.join(' ')} for? See --help`);
    }
    const format = outputFormat(values.output, ['text', 'json', 'yaml']);
    const question = parseRequestFlags(values);
    const view = await readView(values, io);
    const found = orNotFound(() => routeOf(view, question));
    const { state, shares = [], reason, evidence, possible = [] } = found;
    io.out(
      format === 'text'
        ? [
            `${describeShares(found)}  ${describeRequest(question.workload, question.request)}`,
            ...columns(
              [
                ...(evidence
                  ? [
                      [
                        'rule',
                        [describeEvidence(evidence), evidence.field]
                          .filter(part => part !== undefined)
                          .join(' '),
                      ],
                    ]
                  : []),
                ['because', reason],
                ...possible.map(when => ['perhaps', when]),
              ],
              '  ',
            ),
          ].join('\n')
        : render({ ...question, ...found }, format),
    );
    const isAnswered =
      state === 'known' &&
      shares.length > 0 &&
      shares.every(share => 'version' in share);
    return isAnswered ? 0 : 1;
  },
};

function orNotFound<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    throw error instanceof WorkloadNotFoundError
      ? new CliError(error.message)
      : error;
  }
}
