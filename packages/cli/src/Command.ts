import { Io } from './Io';

/** 0: all is as it should be. 1: a verdict is negative, or something is wrong. 2: wrong usage, or unreadable input. */
export type ExitCode = 0 | 1 | 2;

/** One subcommand. */
export interface Command {
  /** The words that select it. */
  name: string;
  /** What follows the words, as help shows it. */
  usage: string;
  summary: string;
  /** Options besides those of every command, one line each. */
  help: string;
  /** It says itself where its input comes from, so the options of the others are not its own. */
  ownInput?: true;
  run(args: string[], io: Io): Promise<ExitCode>;
}
