import { CliError, errorMessage } from './CliError';
import { Command, ExitCode } from './Command';
import { commands } from './commands';
import { Io } from './Io';
import { inputHelp } from './options';

/** Runs a command line, and says how it went. Never throws. */
export async function main(args: string[], io: Io): Promise<ExitCode> {
  try {
    const command = commands.find(({ name }) => isPrefix(name, args));
    if (args.includes('--help') || args.includes('-h')) {
      io.out(command ? helpFor(command) : overview());
      return 0;
    }
    if (!command) {
      const given = args.filter(arg => !arg.startsWith('-')).join(' ');
      throw new CliError(
        `${given === '' ? 'There is no command' : `There is no command ${JSON.stringify(given)}`}. Commands: ${commands.map(({ name }) => name).join(', ')}. See onmesh --help.`,
      );
    }
    return await command.run(args.slice(command.name.split(' ').length), io);
  } catch (error) {
    // Anything else is a fault of ours, whose place matters more than its words.
    const unexpected = error instanceof Error ? error.stack : error;
    io.err(
      `onmesh: ${error instanceof CliError ? errorMessage(error) : unexpected}`,
    );
    return 2;
  }
}

function isPrefix(name: string, args: readonly string[]): boolean {
  return name.split(' ').every((word, i) => args[i] === word);
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return `What a service mesh really does, from files or a cluster.

${commands.map(({ name, summary }) => `  onmesh ${name.padEnd(width)}  ${summary}`).join('\n')}

Exit codes: 0 all is as it should be; 1 a verdict is negative, an expectation does not hold or a finding is an error; 2 wrong usage or unreadable input.
See onmesh COMMAND --help.`;
}

function helpFor({ name, usage, summary, help, ownInput }: Command): string {
  return `${summary}

  onmesh ${name} ${usage}

${[help, ownInput ? '' : inputHelp].filter(part => part !== '').join('\n')}`;
}
