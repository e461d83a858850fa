import { text } from 'node:stream/consumers';

/** What a command talks to. */
export interface Io {
  out(text: string): void;
  /** Notes and errors, so that what is on standard output stays readable by programs. */
  err(text: string): void;
  /** All of standard input; it can be read once. */
  stdin(): Promise<string>;
}

/** The process that we run in. */
export const processIo: Io = {
  out: line => process.stdout.write(`${line}\n`),
  err: line => process.stderr.write(`${line}\n`),
  stdin: () => text(process.stdin),
};
