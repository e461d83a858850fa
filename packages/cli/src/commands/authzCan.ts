import { WorkloadNotFoundError } from '@onmesh/plugin-mesh-common';
import { CliError } from '../CliError';
import { Command, ExitCode } from '../Command';
import { readView } from '../input/readView';
import { Io } from '../Io';
import { inputOptions, outputFormat, parseOptions } from '../options';
import { describeAnswer } from '../output/describeAnswer';
import { render } from '../output/render';
import { Answer, answerer, bulkAnswerer } from '../request/answer';
import { readRequests } from '../request/readRequests';
import { parseRequestFlags, requestOptions } from '../request/requestFlags';

/** Would this request be allowed? For one, or for a file of them. */
export const authzCan: Command = {
  name: 'authz can',
  usage: '--from SOURCE --to NS/WORKLOAD [request] | --requests FILE|-',
  summary: 'Would this request be allowed, by which rule, and why?',
  help: `      --from SOURCE          namespace/serviceAccount, plaintext, or trust-domain/ns/namespace/sa/serviceAccount; else anyone.
      --to NS/WORKLOAD       Deployment, StatefulSet, DaemonSet or Rollout that is called.
      --port PORT            Port that the workload listens on; else any that it declares.
      --protocol http|tcp    Else what a Service declares for the port.
      --method, --host, --path, --sni VALUE
      --header NAME:VALUE    May be repeated; then these are all headers of the request.
      --claim NAME=VALUE     Of the validated token; may be repeated.
      --ip, --remote-ip IP   Address of the direct peer, and of the original client.
      --requests FILE|-      Many requests: one JSON object a line, {"name"?, "workload", "request"}; also -o jsonl.
What is left out is not known: the verdict is then "depends" when it can go either way. Exit code 0: all are allowed.
`,
  run: async (args, io) => {
    const { values, positionals } = parseOptions(args, {
      ...inputOptions,
      ...requestOptions,
      requests: { type: 'string' },
    });
    if (positionals.length > 0) {
      throw new CliError(`What is ${positionals.join(' ')} for? See --help`);
    }
    return values.requests === undefined
      ? one(values, io)
      : many({ ...values, requests: values.requests }, io);
  },
};

type Values = Parameters<typeof readView>[0] &
  Parameters<typeof parseRequestFlags>[0] & { output?: string };

async function one(values: Values, io: Io): Promise<ExitCode> {
  const format = outputFormat(values.output, ['text', 'json', 'yaml']);
  const question = parseRequestFlags(values);
  const view = await readView(values, io);
  const answer = orNotFound(() => answerer(view)(question));
  io.out(format === 'text' ? describeAnswer(answer) : render(answer, format));
  return exitCode([answer]);
}

async function many(
  values: Values & { requests: string },
  io: Io,
): Promise<ExitCode> {
  const format = outputFormat(values.output, ['text', 'jsonl', 'json', 'yaml']);
  const single = Object.keys(requestOptions).filter(key => key in values);
  if (single.length > 0) {
    throw new CliError(
      `--requests says what is asked, so --${single[0]} has no place here`,
    );
  }
  if (values.requests === '-' && values.filename?.includes('-')) {
    throw new CliError(
      'Standard input holds the objects or the requests, not both',
    );
  }
  const requests = await readRequests(values.requests, io);
  const answers = requests.map(bulkAnswerer(await readView(values, io)));
  if (format === 'text') {
    io.out(answers.map(describeAnswer).join('\n\n'));
  } else if (format === 'jsonl') {
    io.out(answers.map(answer => JSON.stringify(answer)).join('\n'));
  } else {
    io.out(render(answers, format));
  }
  return exitCode(answers);
}

function exitCode(answers: readonly Answer[]): ExitCode {
  return answers.every(({ verdict }) => verdict === 'allowed') ? 0 : 1;
}

function orNotFound<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    throw error instanceof WorkloadNotFoundError
      ? new CliError(error.message)
      : error;
  }
}
